package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// startLimit is the memory in bytes that a run may take before garbage is collected.
const startLimit = 128 << 20

// deferGarbage puts the first garbage collection off until the run turns out to be a large
// one, since most runs end before that. From then on all is as usual: to stay below the
// limit would cost a large run more than all collections at the usual pace. The variables
// of the Go runtime win.
func deferGarbage() {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if os.Getenv(name) != "" {
			return
		}
	}
	percent := debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startLimit)
	type sentinel struct{ _ [16]byte }                  // no tiny object, which would be kept by its neighbours
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) { // called after the first collection
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(percent)
	})
}
