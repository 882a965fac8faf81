package secrets_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ekslint/ekslint/parsers/secrets"
)

// The keys of the tests are put together here, so that nobody takes them for real ones.
var (
	keyID  = "AKIA" + "QWERTYUIOPASDF23"
	key    = strings.Repeat("aB3/", 5) + "xY9+kL2mN4pQ6rS8tU0v"
	pemKey = "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEowIBAAKCAQEA" + strings.Repeat("Zm9vYmFy", 6)
)

func TestNamed(t *testing.T) {
	credential, placeholder := []secrets.Sign{secrets.Credential}, []secrets.Sign{secrets.Placeholder}
	tests := []struct {
		name, text string
		want       []secrets.Sign
		reason     string
	}{
		{"DB_PASSWORD", "hunter2", credential, "a password"},
		{"dbPassword", "hunter2", credential, "camel case"},
		{"db.password", "s3cr3t!", credential, "dots"},
		{"PGPASSWORD", "hunter2", credential, "one word that ends so"},
		{"MYSQL_PWD", "hunter2", credential, "an abbreviation"},
		{"API_KEY", "k-123-abc", credential, "two words"},
		{"stripeApiKey", "sk_live_x1", credential, "camel case of two words"},
		{"SECRET_KEY_BASE", "0a1b2c3d4e", credential, "words may follow"},
		{"PASSWORD2", "hunter2", credential, "a number may follow"},
		{"GITHUB_TOKEN", "ghp_AbCdEf0123", credential, "a token"},
		{"PASSWORD", "supersecret", credential, "a word, and no name of an object"},
		{"DB_PASSWORD", "changeme", placeholder, "to be replaced"},
		{"DB_PASSWORD", "fake_password", placeholder, "to be replaced"},
		{"DB_PASSWORD", "Change-Me", placeholder, "in any case"},
		{"DB_PASSWORD", "password", placeholder, "nobody's password"},
		{"API_TOKEN", "your-token-here", placeholder, "to be replaced"},
		{"DB_PASSWORD", "yourpassword", placeholder, "to be replaced"},
		{"MYSQL_ROOT_PASSWORD", "my-secret-pw", placeholder, "from the documentation of MySQL"},
		{"signing_key", "CHANGEME00000000", placeholder, "as long as it has to be"},
		{"credentials", "{\n  \"secretName\": \"storage\"\n}", nil, "configuration"},
		{"DEX_USER_PASSWORD", "$2y$12$4K/VkmDd1q1Orb3xAt82zu8gk7Ad6ReFR4LCP9UeYE90NLiN9Df72", nil, "the hash of a password"},
		{"DB_PASSWORD", "", nil, "empty"},
		{"DB_PASSWORD", "${DB_PASSWORD}", nil, "filled in later"},
		{"DB_PASSWORD", "$(DB_PASSWORD)", nil, "expanded by Kubernetes"},
		{"DB_PASSWORD", "{{ .Values.password }}", nil, "a template"},
		{"DB_PASSWORD", "<password>", nil, "to be filled in"},
		{"DB_PASSWORD", "xxxxxx", nil, "a filler"},
		{"DB_PASSWORD", "********", nil, "masked"},
		{"DB_PASSWORD", "true", nil, "a switch"},
		{"DB_PASSWORD", "No", nil, "a switch in YAML"},
		{"TOKEN", "3600", nil, "a number"},
		{"TOKEN", "15m", nil, "a duration"},
		{"PASSWORD", "/run/secrets/password", nil, "a path"},
		{"SECRET", "https://vault.example.com/v1/x", nil, "an address"},
		{"SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db", nil, "an ARN"},
		{"TLS_SECRET", "shop-tls", nil, "the name of an object"},
		{"TOKEN", "default", nil, "no secret"},
		{"passwordKey", "admin-password", nil, "the key of a Secret"},
		{"PASSWORD", "redis-password", nil, "the key of a Secret"},
		{"PASSWORD", "DB_PASSWORD", nil, "the name of a variable"},
		{"DB_PASSWORD_FILE", "hunter2", nil, "where it is"},
		{"SECRET_NAME", "Hunter2", nil, "its name"},
		{"TOKEN_URL", "Hunter2", nil, "where to get it"},
		{"TOKEN_TTL", "Hunter2", nil, "how long it lasts"},
		{"AWS_ACCESS_KEY_ID", "Hunter2", nil, "an id"},
		{"PASSWORD_MIN_LENGTH", "Hunter2", nil, "something about it"},
		{"ALLOW_PASSWORD", "Hunter2", nil, "a switch"},
		{"ENABLE_TOKEN", "Hunter2", nil, "a switch"},
		{"USER", "Hunter2", nil, "no secret"},
		{"TOKENIZER", "Hunter2", nil, "another word"},
		{"AWS_SECRET_ACCESS_KEY", key, []secrets.Sign{secrets.AWSSecretKey}, "by its name"},
		{"aws_secret_access_key", "hunter2", credential, "not what such a key looks like"},
		{"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", nil, "the documentation's"},
		{"X", keyID, []secrets.Sign{secrets.AWSKeyID}, "by itself"},
		{"X", "AKIA" + "IOSFODNN7EXAMPLE", nil, "the documentation's"},
		{"X", "x" + keyID, nil, "a part of another word"},
		{"X", keyID + ":" + key, []secrets.Sign{secrets.AWSSecretKey, secrets.AWSKeyID}, "both"},
		{"X", pemKey, []secrets.Sign{secrets.PrivateKey}, "a private key"},
		{"X", "-----BEGIN PRIVATE" + " KEY-----", nil, "only its head"},
		{"DATABASE_URL", "postgres://shop:hunter2@db:5432/shop", []secrets.Sign{secrets.URLPassword}, "a URL with a password"},
		{"DATABASE_URL", "redis://:hunter2@db", []secrets.Sign{secrets.URLPassword}, "without a user"},
		{"DATABASE_URL", "postgres://shop:${PASSWORD}@db/shop", nil, "filled in later"},
		{"DATABASE_URL", "postgres://shop:$(PASSWORD)@db/shop", nil, "expanded by Kubernetes"},
		{"DATABASE_URL", "postgres://shop:changeme@db/shop", placeholder, "to be replaced"},
		{"DATABASE_URL", "postgres://shop@db/shop", nil, "no password"},
		{"URL", "https://example.com:8080/a@b", nil, "a port and a path"},
	}
	for _, test := range tests {
		t.Run(test.name+"="+test.text[:min(len(test.text), 12)], func(t *testing.T) {
			if diff := cmp.Diff(test.want, secrets.Named(test.name, test.text)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		})
	}
}

func TestEntries(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"properties", "a.b=1\ndb.password = hunter2\n", []string{"db.password"}},
		{"comment", "# password=hunter2\n; password=hunter2\nx=1\n", nil},
		{"quotes", "password: \"hunter2\"\nuser: x\n", []string{"password"}},
		{"behind it", "password: hunter2 # for tests\nx: y\n", []string{"password"}},
		{"code", "token = get_token(user)\npassword := read()\n", nil},
		{"environment", "export API_KEY=abc123\n", []string{"API_KEY"}},
		{"JSON", `{"a": {"password": "hunter2"}, "list": [{"token": "ghp_AbC123"}]}`, []string{"password", "token"}},
		{"broken JSON", `{"password": "hunter2"`, nil},
		{"registry", `{"auths": {"example.com": {"auth": "` + base64.StdEncoding.EncodeToString([]byte("u:hunter2")) + `"}}}`, []string{"auth"}},
		{"AWS", "[default]\naws_access_key_id = " + keyID + "\naws_secret_access_key = " + key + "\n", []string{"aws_access_key_id", "aws_secret_access_key"}},
		{"one line", "hello", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, e := range secrets.Entries(test.text) {
				got = append(got, e.Name)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLooksRandom(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"7gT2kLp9QxZ4vB8nM3wR", true},
		{"9f86d081884c7d659a2feaa0c55ad015", true},
		{"00000000000000000000000000000000", false},
		{"short1A", false},
		{"shop-frontend-production-eu-west-1", false},
		{"web.shop.svc.cluster.local", false},
		{"/var/lib/app/data/Config1", false},
		{"https://Example1.com/path/to/something", false},
		{"A sentence with Words and 1 number", false},
		{"arn:aws:iam::123456789012:role/ShopRole", false},
	}
	for _, test := range tests {
		if got := secrets.LooksRandom(test.text); got != test.want {
			t.Errorf("%q looks random: %v, want %v", test.text, got, test.want)
		}
	}
}

func TestWithinTakesBothKeysOfAWS(t *testing.T) {
	text := "[default]\naws_access_key_id = " + keyID + "\naws_secret_access_key = " + key + "\n"
	if diff := cmp.Diff([]secrets.Sign{secrets.AWSSecretKey, secrets.AWSKeyID}, secrets.Within(text)); diff != "" {
		t.Errorf("signs (-want +got):\n%s", diff)
	}
}

func TestDecode(t *testing.T) {
	if text, ok := secrets.Decode("aHVu\ndGVyMg==\n"); !ok || text != "hunter2" {
		t.Errorf("got %q, %v", text, ok)
	}
	for _, text := range []string{"not base64!", "/w=="} {
		if _, ok := secrets.Decode(text); ok {
			t.Errorf("%q was decoded", text)
		}
	}
}
