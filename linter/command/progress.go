package command

import (
	"fmt"
	"io"
	"time"
)

// progress keeps a line on a terminal that says how far a run is. It appears only when
// the run takes long, and goes away with it.
//
// There are libraries for this, but what they do is draw bars; to wait, to follow a total
// that grows and to leave nothing behind is what remains to be done with each of them.
type progress struct {
	w     io.Writer
	now   func() time.Time
	next  time.Time // when the line is drawn again
	drawn bool
}

// How long a run is silent, and how often the line changes then.
const (
	progressDelay    = 2 * time.Second
	progressInterval = 100 * time.Millisecond
)

func newProgress(w io.Writer, now func() time.Time) *progress {
	return &progress{w: w, now: now, next: now().Add(progressDelay)}
}

// update draws the line if it is time.
func (p *progress) update(done, total int) {
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(progressInterval)
	p.drawn = true
	fmt.Fprintf(p.w, "\r\x1b[Kchecked %d of %d files", done, total) //nolint:errcheck // whether it is seen does not matter
}

// erase takes the line away.
func (p *progress) erase() {
	if p.drawn {
		io.WriteString(p.w, "\r\x1b[K") //nolint:errcheck // see update
	}
}
