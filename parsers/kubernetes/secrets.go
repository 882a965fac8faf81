package kubernetes

import (
	"strconv"
	"strings"

	"github.com/ekslint/ekslint/parsers/model"
	"github.com/ekslint/ekslint/parsers/secrets"
	"github.com/ekslint/ekslint/parsers/tree"
)

// sensitive finds the texts of an object that should be secret. It must run before anything
// else reads the object, since it marks what the model is not to hold.
func (r *reader) sensitive(root *tree.Node, kind string) {
	if kind == "CustomResourceDefinition" || root.Get("sops") != nil {
		return // one describes texts, the other holds encrypted ones
	}
	s := &searcher{reader: r, root: root}
	if kind == "Secret" && group(r.identity.APIVersion) == "" {
		s.secret()
	}
	s.isConfigMap = kind == "ConfigMap" && group(r.identity.APIVersion) == ""
	s.mapping(root, nil, nil)
	s.finish()
}

// searcher looks through one object.
type searcher struct {
	*reader
	root        *tree.Node
	isConfigMap bool
	owner       model.Ref
	texts       []*model.SensitiveText
	content     *model.SensitiveText // the first text of a Secret without a sign
	hasKeyID    bool
	keys        []func() // judge texts that are secret keys of AWS if there is the id of one
}

// The sources of a sensitive text.
const (
	fromEnv       = "env"
	fromConfigMap = "config-map"
	fromSecret    = "secret"
	fromField     = "field"
)

// spare are the types of Secrets that hold what a program keeps for itself.
var spare = map[string]bool{"helm.sh/release.v1": true, tokenSecret: true}

// tokenSecret is the type of a Secret with a token, which a rule of its own is about.
const tokenSecret = "kubernetes.io/service-account-token"

// secret looks at the entries of a Secret.
func (s *searcher) secret() {
	if spare[s.root.Get("type").Str()] {
		return
	}
	for _, key := range []string{"stringData", "data"} {
		data := s.root.Get(key)
		if data == nil || data.Kind != tree.Mapping {
			continue
		}
		for i := range data.Fields {
			f := &data.Fields[i]
			text, ok := f.Value.Text, f.Value.Kind == tree.String
			if ok && key == "data" {
				text, ok = secrets.Decode(text)
			}
			if !ok || f.Key == "ca.crt" || f.Key == "tls.crt" || isTemplate(text) {
				continue
			}
			at := &found{key: f.Key, value: f.Value}
			signs, within := signsOf(f.Key, text, true)
			s.secretEntry(at, joinKey(key, f.Key), text, signs, within)
		}
	}
}

func (s *searcher) secretEntry(at *found, path, text string, signs []secrets.Sign, within string) {
	switch {
	case len(signs) > 0:
		s.add(fromSecret, at, path, signs).Within = within
	case secrets.LooksRandom(text):
		s.keys = append(s.keys, func() {
			sign := secrets.HighEntropy
			if s.hasKeyID && secrets.MayBeSecretKey(text) {
				sign = secrets.AWSSecretKey
			}
			s.add(fromSecret, at, path, []secrets.Sign{sign})
		})
	case s.content == nil && strings.TrimSpace(text) != "":
		s.content = s.text(fromSecret, at, path, []secrets.Sign{secrets.Content})
	}
}

// configurations are the endings of the keys of texts of configuration.
var configurations = []string{".properties", ".env", ".ini", ".toml", ".json", ".yaml", ".yml", ".conf", ".cfg"}

// signsOf returns what is found in an entry: in the whole text, or in a setting of it, whose
// name is then returned too.
func signsOf(name, text string, anyConfiguration bool) (signs []secrets.Sign, within string) {
	if signs = secrets.Named(name, text); len(signs) > 0 {
		return signs, ""
	}
	configuration := anyConfiguration
	for _, ending := range configurations {
		configuration = configuration || strings.HasSuffix(name, ending)
	}
	if !configuration {
		return nil, ""
	}
	for _, e := range secrets.Entries(text) {
		if signs == nil || e.Signs[0] != secrets.Placeholder {
			signs, within = e.Signs, e.Name
		}
		if signs[0] != secrets.Placeholder {
			break
		}
	}
	return signs, within
}

// container is the container that a value lies in.
type container struct{ name string }

// mapping looks through the entries of a mapping.
func (s *searcher) mapping(n *tree.Node, in *container, at *step) {
	if n.Get("image") != nil || n.Get("env") != nil {
		in = &container{n.Get("name").Str()}
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		if f.Value.Kind == tree.String {
			s.scalar(n, f, in, at)
			continue
		}
		s.value(f.Value, f.Key, in, &step{at, f.Key})
	}
}

func (s *searcher) value(n *tree.Node, key string, in *container, at *step) {
	switch n.Kind {
	case tree.Mapping:
		s.mapping(n, in, at)
	case tree.Sequence:
		for i, item := range n.Items {
			if item.Kind == tree.String {
				s.field(item.Text, &found{key: key, value: item}, at, strconv.Itoa(i))
				continue
			}
			s.value(item, key, in, &step{at, strconv.Itoa(i)})
		}
	case tree.Null, tree.Bool, tree.Int, tree.Float, tree.String:
	}
}

// scalar looks at a text with a key in the mapping that holder is and at leads to.
func (s *searcher) scalar(holder *tree.Node, f *tree.Field, in *container, at *step) {
	text, place := f.Value.Text, &found{key: f.Key, value: f.Value}
	depth, top := at.depth()
	switch {
	case text == "":
	case depth == 1 && (top == "data" || top == "stringData") && s.identity.Kind == "Secret":
		// secret looks at it
	case depth == 1 && top == "data" && s.isConfigMap:
		signs, within := signsOf(f.Key, text, false)
		s.entry(fromConfigMap, place, at, signs, text, func(t *model.SensitiveText) { t.Within = within })
	case in != nil && f.Key == "value" && depth > 1 && at.up.key == "env" && holder.Get("name").Str() != "":
		name := holder.Get("name").Str()
		s.entry(fromEnv, place, at, secrets.Named(name, text), text, func(t *model.SensitiveText) {
			t.Entry, t.Container = name, in.name
		})
	default:
		s.field(text, place, at, f.Key)
	}
}

// entry keeps a text with signs, and remembers one without that may be a secret key.
func (s *searcher) entry(source string, place *found, at *step, signs []secrets.Sign, text string, describe func(*model.SensitiveText)) {
	switch {
	case len(signs) > 0:
		describe(s.add(source, place, (&step{at, place.key}).path(), signs))
	case secrets.MayBeSecretKey(text):
		s.keys = append(s.keys, func() {
			if s.hasKeyID {
				describe(s.add(source, place, (&step{at, place.key}).path(), []secrets.Sign{secrets.AWSSecretKey}))
			}
		})
	}
}

// field looks at a text of any other field.
func (s *searcher) field(text string, place *found, at *step, key string) {
	if signs := secrets.Within(text); len(signs) > 0 {
		path := (&step{at, key}).path()
		s.add(fromField, place, path, signs).Entry = path
	}
}

// add keeps a text in the list of those that should be secret, and out of the model.
func (s *searcher) add(source string, at *found, path string, signs []secrets.Sign) *model.SensitiveText {
	t := s.text(source, at, path, signs)
	s.keep(t)
	if signs[0] != secrets.Placeholder {
		if s.masked == nil {
			s.masked = map[*tree.Node]bool{}
		}
		s.masked[at.value] = true
	}
	return t
}

func (s *searcher) text(source string, at *found, path string, signs []secrets.Sign) *model.SensitiveText {
	t := &model.SensitiveText{Kind: s.identity.Kind, Name: s.identity.Name, Source: source, Entry: at.key}
	for _, sign := range signs {
		t.Signs = append(t.Signs, string(sign))
		s.hasKeyID = s.hasKeyID || sign == secrets.AWSKeyID
	}
	if s.owner == 0 {
		s.owner = s.addObject(s.root, "", nil)
	}
	t.Owner = s.owner
	t.Ref = s.out.Anchors.add(anchor{object: s.identity, node: at.value, parent: s.owner, list: path, index: -1, special: textFields})
	return t
}

// textFields are the fields of a text, of which none lies in it.
var textFields = map[string]string{
	"owner": "", "kind": "", "name": "", "source": "", "container": "", "entry": "", "within": "", "signs": "",
}

func (s *searcher) keep(t *model.SensitiveText) { s.texts = append(s.texts, t) }

func (s *searcher) finish() {
	for _, judge := range s.keys {
		judge()
	}
	if len(s.texts) == 0 && s.content != nil {
		s.keep(s.content)
	}
	s.out.Model.SensitiveTexts = append(s.out.Model.SensitiveTexts, s.texts...)
}

// shown is a text as the model holds it.
func (r *reader) shown(n *tree.Node) string {
	if r.masked[n] {
		return model.Masked
	}
	return n.Text
}
