// Package secrets tells whether a text holds what should be secret.
//
// It looks at the text and at the name that the text goes by, and says what it found, never
// the text itself. Start at [Named] for a text with a name, and at [Within] for what any
// text may hold. What it cannot tell from the text it takes to be harmless: a false alarm
// here makes people stop looking.
package secrets

import (
	"math"
	"slices"
	"strings"

	"github.com/ekslint/ekslint/parsers/source/pattern"
)

// Sign is one thing that was found in a text.
type Sign string

// The signs, the worst first.
const (
	// AWSSecretKey is a secret access key of AWS.
	AWSSecretKey Sign = "aws-secret-access-key"
	// AWSKeyID is the id of an access key of AWS.
	AWSKeyID Sign = "aws-access-key-id"
	// PrivateKey is a private key in PEM form.
	PrivateKey Sign = "private-key"
	// URLPassword is a URL with a user and a password.
	URLPassword Sign = "url-password"
	// Credential is a text whose name says that it is secret.
	Credential Sign = "credential"
	// Placeholder is a credential or a password in a URL that is obviously to be replaced.
	Placeholder Sign = "placeholder"
	// HighEntropy is a text that looks random and has no telling name.
	HighEntropy Sign = "high-entropy"
	// Content is anything at all, for a Secret.
	Content Sign = "content"
)

// keyID is the id of an access key. Those of the documentation end in EXAMPLE.
//
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
var keyID = pattern.Lazy(`(?:^|[^A-Za-z0-9])((?:AKIA|ASIA)[A-Z2-7]{16})(?:$|[^A-Za-z0-9])`)

// secretKey is a name that ends as that of a secret access key does, and its value.
var secretKey = pattern.Lazy(`(?i)aws_?-?secret_?-?(?:access_?-?)?key["']?\s*[:=]\s*["']?([A-Za-z0-9/+]{40})(?:$|[^A-Za-z0-9/+=])`)

// isSecretKey is what a secret access key looks like.
var isSecretKey = pattern.Lazy(`^[A-Za-z0-9/+]{40}$`)

// standsAlone finds a secret access key that no name goes with, beside an id.
var standsAlone = pattern.Lazy(`(?:^|[^A-Za-z0-9/+=])([A-Za-z0-9/+]{40})(?:$|[^A-Za-z0-9/+=])`)

// pem is the head of a private key with some of what follows, so that the head alone, which
// programs look for, does not count.
var pem = pattern.Lazy(`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|\\r)+(?:[A-Za-z-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}`)

// urlPassword is a URL with a user and a password.
var urlPassword = pattern.Lazy(`[A-Za-z][A-Za-z0-9+.-]*://[^\s:/?#@"'<>\[\]]*:([^\s@/"'<>\[\]]+)@[^\s@/"'<>]`)

// Within returns what a text holds whatever its name is, the worst first.
func Within(text string) []Sign {
	var signs []Sign
	if strings.Contains(text, "AKIA") || strings.Contains(text, "ASIA") {
		for _, found := range keyID().FindAllStringSubmatch(text, -1) {
			if !strings.HasSuffix(found[1], "EXAMPLE") {
				signs = append(signs, AWSKeyID)
				break
			}
		}
	}
	if holdsSecretKey(text, slices.Contains(signs, AWSKeyID)) {
		signs = append(signs, AWSSecretKey)
	}
	if strings.Contains(text, "PRIVATE KEY") && pem().MatchString(text) {
		signs = append(signs, PrivateKey)
	}
	if strings.Contains(text, "://") {
		signs = append(signs, urls(text)...)
	}
	return ordered(signs)
}

// holdsSecretKey reports whether a text has a secret access key in it: one with its name
// or, beside the id of a key, one that stands alone.
func holdsSecretKey(text string, besideID bool) bool {
	if len(text) < 40 || !besideID && !strings.Contains(text, "ecret") && !strings.Contains(text, "ECRET") {
		return false
	}
	for _, found := range secretKey().FindAllStringSubmatch(text, -1) {
		if !isExample(found[1]) {
			return true
		}
	}
	if besideID {
		for _, found := range standsAlone().FindAllStringSubmatch(text, -1) {
			if !isExample(found[1]) && entropy(found[1]) > minEntropy {
				return true
			}
		}
	}
	return false
}

// MayBeSecretKey reports whether a text can be a secret access key of AWS. It is one if the
// id of a key is beside it.
func MayBeSecretKey(text string) bool {
	text = strings.TrimSpace(text)
	return isSecretKey().MatchString(text) && !isExample(text) && entropy(text) > minEntropy
}

// isExample reports whether a key is one of the documentation.
func isExample(key string) bool {
	return strings.Contains(key, "EXAMPLE") || strings.Trim(key, key[:1]) == ""
}

// urls finds passwords in URLs. Lines that are comments show examples.
func urls(text string) []Sign {
	var signs []Sign
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.Contains(text, "\n") && isComment(line) {
			continue
		}
		for _, found := range urlPassword().FindAllStringSubmatch(line, -1) {
			switch kindOf(found[1], false) {
			case secret:
				signs = append(signs, URLPassword)
			case placeholder:
				signs = append(signs, Placeholder)
			case harmless:
			}
		}
	}
	return signs
}

func isComment(line string) bool {
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") || strings.HasPrefix(line, ";") || strings.HasPrefix(line, "*")
}

// Named returns what a text is by its name, together with what it holds.
func Named(name, text string) []Sign {
	signs := Within(text)
	text = strings.TrimSpace(text)
	words := Words(name)
	if isSecretKeyName(words) && isSecretKey().MatchString(text) {
		if !isExample(text) {
			signs = append(signs, AWSSecretKey)
		}
		return ordered(signs)
	}
	if reference, ok := sensitive(words); ok && len(signs) == 0 {
		switch kindOf(text, reference) {
		case secret:
			signs = append(signs, Credential)
		case placeholder:
			signs = append(signs, Placeholder)
		case harmless:
		}
	}
	return ordered(signs)
}

func ordered(signs []Sign) []Sign {
	order := []Sign{AWSSecretKey, AWSKeyID, PrivateKey, URLPassword, Credential, Placeholder, HighEntropy, Content}
	slices.SortFunc(signs, func(a, b Sign) int { return slices.Index(order, a) - slices.Index(order, b) })
	return slices.Compact(signs)
}

func isSecretKeyName(words []string) bool {
	joined := strings.Join(words, "")
	return strings.HasSuffix(joined, "awssecretaccesskey") || strings.HasSuffix(joined, "awssecretkey") || joined == "secretaccesskey"
}

// Words splits a name at separators and where lower case turns into upper case; the words
// are in lower case.
func Words(name string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, strings.ToLower(word.String()))
			word.Reset()
		}
	}
	lower := false
	for _, r := range name {
		switch {
		case r == '_' || r == '-' || r == '.' || r == '/' || r == ' ' || r == ':':
			end()
			lower = false
			continue
		case 'A' <= r && r <= 'Z' && lower:
			end()
		}
		lower = 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
		word.WriteRune(r)
	}
	end()
	return words
}

// The words that make a name one of something secret. What the references stand for is
// often the name of an object that holds the secret.
var (
	always     = []string{"password", "passwd", "passphrase", "pwd", "apikey", "apitoken", "privatekey", "secretkey", "accesstoken", "authtoken", "clientsecret"}
	references = []string{"secret", "token", "credential", "credentials"}
	// pairs are two words of which neither is secret by itself.
	pairs = [][2]string{{"api", "key"}, {"private", "key"}, {"secret", "key"}, {"encryption", "key"}, {"signing", "key"}, {"account", "key"}}
	// endings may follow a word without a change of what the name says.
	endings = []string{"value", "string", "text", "plain", "base64", "b64", "base", "data", "raw", "literal"}
	// starts are those of names of switches.
	starts = []string{"allow", "enable", "enabled", "disable", "use", "has", "is", "require", "skip", "show"}
)

// sensitive reports whether a name says that its text is secret, and whether the text may
// be a reference to an object instead. The last word counts: DB_PASSWORD is one, and
// PASSWORD_FILE is where to find it.
func sensitive(words []string) (reference, ok bool) {
	if len(words) == 0 || len(words) > 1 && slices.Contains(starts, words[0]) {
		return false, false
	}
	for len(words) > 1 && (slices.Contains(endings, words[len(words)-1]) || isNumber(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	last := strings.TrimRight(words[len(words)-1], "0123456789")
	switch {
	case slices.Contains(always, last), strings.HasSuffix(last, "password"), strings.HasSuffix(last, "passwd"):
		return false, true
	case slices.Contains(references, last):
		return true, true
	case strings.HasSuffix(strings.Join(words, ""), "secretaccesskey"):
		return false, true
	case len(words) > 1 && slices.Contains(pairs, [2]string{words[len(words)-2], last}):
		return false, true
	}
	return false, false
}

// kind is what the value of something secret turns out to be.
type kind int

const (
	harmless kind = iota
	placeholder
	secret
)

var (
	isNumberLike = pattern.Lazy(`^[+-]?[0-9][0-9_.,]*(?:[eE][0-9]+)?\s*(?:ns|us|ms|s|m|h|d|w|[kKMGT]i?[bB]?|%)?$`)
	isPath       = pattern.Lazy(`^(?:~|\.{1,2})?/[\w./@*-]*$|^[A-Za-z]:\\`)
	isURL        = pattern.Lazy(`^[A-Za-z][A-Za-z0-9+.-]*://[^@]*$`)
	isARN        = pattern.Lazy(`^arn:`)
	isReference  = pattern.Lazy(`\{\{|\$\{|\$\(|<[^<>]+>|%\(?[A-Za-z_]+[)%]|^\$[A-Za-z_]|^ENC\[|^vault:|^ref\+|^(?:aws|gcp|azure)?(?:ssm|sm|secretsmanager|keyvault):|^!\w`)
	isFiller     = pattern.Lazy(`^(?:[xX]+|\*+|\.+|-+|_+|0+|#+|\?+)$`)
	isHash       = pattern.Lazy(`^\$(?:2[abxy]?|5|6|y|argon2[a-z]*|apr1|scrypt|pbkdf2[a-z0-9-]*)\$`)
	isObjectName = pattern.Lazy(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$`)
	// isToBeReplaced are texts that nobody takes for a secret.
	isToBeReplaced = pattern.Lazy(`(?i)^(?:(?:please[-_ ]?)?(?:change|replace|update|set|fill|insert|enter|put|add)[-_ ]?(?:me|it|this|in|in[-_ ]?me)?(?:[-_ ].*|[0-9]+)?|pass|password|passwd|pwd|passphrase|secret|token|apikey|api[-_]?key|example|sample|dummy|placeholder|fake|todo|tbd|test|testing|foo|bar|foobar|your[-_ ]?.*|my[-_ ]?(?:secret|password|token)(?:[-_ ].*)?|(?:some|fake|dummy|sample|example|test|demo)[-_ ]?(?:secret|password|token)|.*[-_ ](?:here|placeholder|changeme|example))$`)
)

var switches = []string{
	"", "true", "false", "yes", "no", "on", "off", "y", "n", "none", "null", "nil", "undefined", "unset", "default", "optional",
	"required", "enabled", "disabled", "auto", "always", "never", "n/a", "[]", "{}", "basic", "bearer", "plain", "md5", "sha256",
}

// kindOf judges the value of something secret. It may be the name of an object if its own
// name says so.
func kindOf(text string, reference bool) kind {
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	switch {
	case strings.Contains(text, "\n"), strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["), isHash().MatchString(text):
		return harmless // configuration, whose entries are looked at one by one, or what a password is checked by
	case slices.Contains(switches, strings.ToLower(text)), isFiller().MatchString(text), isNumberLike().MatchString(text),
		isPath().MatchString(text), isURL().MatchString(text), isARN().MatchString(text), isReference().MatchString(text):
		return harmless
	case isToBeReplaced().MatchString(text):
		return placeholder
	case reference && isObjectName().MatchString(text) && !looksRandom(text), isNameOfSecret(text):
		return harmless
	case urlPassword().MatchString(text):
		return harmless // it is found as a URL
	}
	return secret
}

// isNameOfSecret reports whether a text is the name of an object or a key that holds a
// secret, such as "redis-password": several words, one of which is secret.
func isNameOfSecret(text string) bool {
	if !isObjectName().MatchString(text) && !isVariable().MatchString(text) {
		return false
	}
	words := Words(text)
	_, ok := sensitive(words)
	return ok && len(words) > 1 && !strings.ContainsAny(words[len(words)-1], "0123456789")
}

var isVariable = pattern.Lazy(`^[A-Za-z_][A-Za-z0-9_]*$`)

func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }

// The least length and entropy, in bits a character, of a text that looks random.
const (
	minLength     = 20
	minEntropy    = 3.9
	minHexLength  = 32
	minHexEntropy = 3.0
)

var (
	isToken = pattern.Lazy(`^[A-Za-z0-9+/=_.~!@#$%^&*-]+$`)
	isHex   = pattern.Lazy(`^[0-9a-fA-F]+$`)
)

// LooksRandom reports whether a text of at least 20 characters looks as if it was made by a
// generator of random characters, and is none of the texts that only look so: names, paths
// and addresses.
func LooksRandom(text string) bool {
	text = strings.TrimSpace(text)
	return kindOf(text, false) == secret && looksRandom(text)
}

func looksRandom(text string) bool {
	switch {
	case len(text) < minLength || !isToken().MatchString(text):
		return false
	case isHex().MatchString(text):
		return len(text) >= minHexLength && entropy(text) > minHexEntropy
	case strings.Count(text, ".") > 1 && !strings.HasPrefix(text, "eyJ"): // a host or a version; not a JSON web token
		return false
	}
	return entropy(text) > minEntropy && mixes(text)
}

// mixes reports whether a text has characters of three sorts, which names seldom have.
func mixes(text string) bool {
	sorts := 0
	for _, sort := range []string{"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"} {
		if strings.ContainsAny(text, sort) {
			sorts++
		}
	}
	return sorts == 3
}

// entropy is that of the characters of a text by Shannon, in bits a character.
func entropy(text string) float64 {
	counts := map[rune]float64{}
	total := 0.0
	for _, r := range text {
		counts[r]++
		total++
	}
	bits := 0.0
	for _, n := range counts { // a sum of floats, rounded so that its order does not matter
		bits -= n / total * math.Log2(n/total)
	}
	return math.Round(bits*1e6) / 1e6
}
