package terraform

import (
	"context"
	"maps"
	"sync"
	"testing"
	"testing/fstest"
)

// TestRootsInParallel evaluates roots that share a module at the same time.
func TestRootsInParallel(t *testing.T) {
	fsys := fstest.MapFS{"m/main.tf": &fstest.MapFile{Data: []byte("variable \"v\" {}\nresource \"x\" \"y\" { v = var.v }")}}
	for _, root := range []string{"a", "b", "c", "d"} {
		fsys[root+"/main.tf"] = &fstest.MapFile{Data: []byte("module \"m\" {\n  source = \"../m\"\n  v = file(\"v\")\n}")}
		fsys[root+"/v"] = &fstest.MapFile{Data: []byte(root)}
	}
	loader := NewLoader(fsys)
	var wait sync.WaitGroup
	for range 8 {
		for _, dir := range []string{"a", "b", "c", "d"} {
			wait.Go(func() {
				got := flat(loader.Evaluate(context.Background(), dir, Options{}))
				if want := map[string]string{"module.m.x.y v": dir}; !maps.Equal(want, got) {
					t.Errorf("%s is %v", dir, got)
				}
			})
		}
	}
	wait.Wait()
}
