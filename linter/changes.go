package linter

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Changes say which lines of files are new, and where lines are gone.
type Changes struct {
	// Tracked reports whether the older state may have a file, by its path; of others, every
	// line is new. Nil stands for all: a patch names the files that it adds.
	Tracked func(name string) bool

	files map[string]*change // by the path of the file in its new state
}

// change is what changed in one file.
type change struct {
	whole bool // every line is new
	// added are the new lines, in the order of the file. They do not overlap.
	added []lineRange
	gone  []removal
}

// lineRange are lines of the new state from first to last, 1-based.
type lineRange struct{ first, last int }

// removal is a run of lines that were taken out.
type removal struct {
	// after is the line of the new state, 1-based, behind which they stood; 0 if they
	// were the first of the file.
	after int
	text  string
}

// ParsePatch reads a patch: a unified diff of two states of the tree, as git diff writes
// it. Its paths count from the top of the tree. What it says of binary files is not read.
func ParsePatch(text io.Reader) (*Changes, error) {
	files, preamble, err := gitdiff.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("it is no patch that git would take: %s", strings.TrimPrefix(err.Error(), "gitdiff: "))
	}
	if len(files) == 0 && strings.TrimSpace(preamble) != "" {
		return nil, errors.New("it holds no change, and is no output of git diff")
	}
	c := &Changes{files: map[string]*change{}}
	for _, file := range files {
		if file.IsDelete {
			continue
		}
		name := path.Clean(strings.TrimSuffix(file.NewName, "\r"))
		if c.files[name] != nil {
			return nil, fmt.Errorf("it changes %s twice; make one patch of all commits, as with git diff main...HEAD", name)
		}
		c.files[name] = changeOf(file.TextFragments)
	}
	return c, nil
}

// Files returns the paths of the files that changed and are still there, sorted.
func (c *Changes) Files() []string {
	names := make([]string, 0, len(c.files))
	for name := range c.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func changeOf(fragments []*gitdiff.TextFragment) *change {
	c := &change{}
	for _, f := range fragments {
		line := int(f.NewPosition)
		if f.NewLines == 0 {
			line++ // it is the line before the place, not the first one of the fragment
		}
		for _, l := range f.Lines {
			switch l.Op {
			case gitdiff.OpContext:
				line++
			case gitdiff.OpAdd:
				c.add(line)
				line++
			case gitdiff.OpDelete:
				c.remove(line-1, l.Line)
			}
		}
	}
	return c
}

func (c *change) add(line int) {
	if last := len(c.added) - 1; last >= 0 && c.added[last].last == line-1 {
		c.added[last].last = line
		return
	}
	c.added = append(c.added, lineRange{line, line})
}

func (c *change) remove(after int, text string) {
	if last := len(c.gone) - 1; last >= 0 && c.gone[last].after == after {
		c.gone[last].text += text
		return
	}
	c.gone = append(c.gone, removal{after, text})
}

// touches reports whether one of some lines is new, or stands before lines that are gone
// without others in their place: these may have been what it was the header of.
func (c *change) touches(lines lineRange) bool {
	return c.whole || c.adds(lines) || slices.ContainsFunc(c.gone, func(r removal) bool {
		return lines.first <= r.after && r.after <= lines.last && !c.adds(lineRange{r.after + 1, r.after + 1})
	})
}

// adds reports whether one of some lines is new.
func (c *change) adds(lines lineRange) bool {
	i, _ := slices.BinarySearchFunc(c.added, lines.first, func(r lineRange, first int) int { return cmp.Compare(r.last, first) })
	return i < len(c.added) && c.added[i].first <= lines.last
}

// lost reports whether a word stands in what was taken out between some lines.
func (c *change) lost(within lineRange, word string) bool {
	return word != "" && slices.ContainsFunc(c.gone, func(r removal) bool {
		return within.first-1 <= r.after && r.after <= within.last && hasWord(r.text, word)
	})
}

// hasWord reports whether a text holds a word and not only a longer one that it is part of.
func hasWord(text, word string) bool {
	inWord := func(b byte) bool {
		return b == '_' || b == '-' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !inWord(text[start-1])) && (end == len(text) || !inWord(text[end])) {
			return true
		}
		from = end
	}
}

// lastName is the last name of a path of fields: "drop" of
// "spec.containers[0].securityContext.capabilities.drop[1]".
func lastName(field string) string {
	for strings.HasSuffix(field, "]") {
		open := strings.LastIndexByte(field, '[')
		if open < 0 {
			break
		}
		inside := field[open+1 : len(field)-1]
		if _, err := strconv.Atoi(inside); err != nil {
			return inside
		}
		field = field[:open]
	}
	return field[strings.LastIndexByte(field, '.')+1:]
}

// newSince tells which findings belong to changes.
type newSince struct {
	*Changes
	run *run
	// documents are those of each file, by its reported path, as lines.
	documents map[string][]lineRange
}

func (r *run) newSince(c *Changes) *newSince {
	n := &newSince{Changes: c, run: r, documents: map[string][]lineRange{}}
	for _, parsed := range r.files {
		if parsed == nil {
			continue
		}
		for _, doc := range parsed.Docs {
			n.documents[parsed.File.Path] = append(n.documents[parsed.File.Path], linesOf(Location{parsed.File, doc.Span}))
		}
	}
	return n
}

// linesOf returns the lines of a region; an end at the start of a line does not count.
func linesOf(at Location) lineRange {
	first := at.File.Position(at.Span.Start).Line
	if at.Span.Empty() {
		return lineRange{first, first}
	}
	return lineRange{first, max(first, at.File.Position(at.Span.End-1).Line)}
}

// has reports whether a change brought a finding: one of its places is new, or what it
// misses was taken out of its object, or the comment was that accepted it. A place that is
// in no file of the tree, such as the standard input, counts as new: no patch knows it.
func (n *newSince) has(f *Finding) bool {
	if n.at(f.Location) || slices.ContainsFunc(f.Related, func(r Related) bool { return n.at(r.Location) }) {
		return true
	}
	if c := n.change(f.Location.File.Path); c != nil {
		return n.lost(c, f)
	}
	return false
}

func (n *newSince) at(l Location) bool {
	if c := n.change(l.File.Path); c != nil {
		return c.touches(linesOf(l))
	}
	return !n.run.inTree(l.File.Path)
}

func (n *newSince) change(shown string) *change {
	name := n.run.treePath(shown)
	if c := n.files[name]; c != nil || n.Tracked == nil || n.Tracked(name) || !n.run.inTree(shown) {
		return c
	}
	return &change{whole: true}
}

func (n *newSince) lost(c *change, f *Finding) bool {
	lines := linesOf(f.Location)
	for _, doc := range n.documents[f.Location.File.Path] {
		if doc.first <= lines.first && lines.first <= doc.last {
			return f.absent && c.lost(doc, lastName(f.Resource.Field)) || c.lost(doc, f.Rule.Name)
		}
	}
	return false
}

// treePath is the path in the FS of the options of a reported path.
func (r *run) treePath(shown string) string { return path.Join(r.opts.Root, shown) }

// inTree reports whether a reported path is one of a file in the FS of the options.
func (r *run) inTree(shown string) bool {
	if r.opts.FS == nil {
		return false
	}
	_, err := fs.Stat(r.opts.FS, r.treePath(shown))
	return err == nil
}

// checkChanges finds out whether the patch is one of this tree.
func (r *run) checkChanges() error {
	files := r.opts.Changes.Files()
	if len(files) == 0 || slices.ContainsFunc(files, func(name string) bool {
		_, err := fs.Stat(r.opts.FS, name)
		return err == nil
	}) {
		return nil
	}
	return fmt.Errorf("the patch is not one of this tree: there is no file %s; its paths must start from the top of the git work tree, as those of git diff do", files[0])
}
