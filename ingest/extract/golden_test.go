package extract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saksok"
	"saksok/ingest/extract"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestGolden compares what is read of every pack with what was read before. The
// difference is the change: read it before -update.
func TestGolden(t *testing.T) {
	for _, r := range readPacks(t) {
		t.Run(r.name, func(t *testing.T) {
			got, err := readable(r.x)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(goldenDir, r.name+".json")
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v (write it with: go test ./ingest/extract -update)", err)
			}
			if d := factsDiff(string(want), string(got)); d != "" {
				t.Errorf("%s (-want +got):\n%s", path, d)
			}
		})
	}
}

// factsDiff lists the lines that only one of two goldens has, in order. Where a
// line became another, both are shown from where they part.
func factsDiff(want, got string) string {
	if want == got {
		return ""
	}
	gone, come := only(want, got), only(got, want)
	if len(gone) == 0 && len(come) == 0 {
		return "the same lines in another order\n"
	}
	var b strings.Builder
	for i := range max(len(gone), len(come)) {
		from := 0
		if i < len(gone) && i < len(come) {
			for from < min(len(gone[i]), len(come[i])) && gone[i][from] == come[i][from] {
				from++
			}
		}
		for _, side := range []struct {
			sign  string
			lines []string
		}{{"-", gone}, {"+", come}} {
			if i < len(side.lines) {
				fmt.Fprintf(&b, "%s %s\n", side.sign, window(side.lines[i], from))
			}
		}
	}
	return b.String()
}

// only is the lines of a that b does not have, as often as it has them more.
func only(a, b string) []string {
	count := map[string]int{}
	for l := range strings.Lines(b) {
		count[l]++
	}
	var out []string
	for l := range strings.Lines(a) {
		if count[l]--; count[l] < 0 {
			out = append(out, strings.TrimSpace(l))
		}
	}
	return out
}

// window is a line's start, and what stands around the byte at.
func window(l string, at int) string {
	const head, before, after = 60, 40, 240
	cut := func(from, to int) string { return strings.ToValidUTF8(l[min(from, len(l)):min(to, len(l))], "") }
	if at-before <= head {
		return cut(0, head+before+after)
	}
	return cut(0, head) + " … " + cut(at-before, at+after)
}

func TestFactsDiff(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, tt := range []struct{ name, want, got, diff string }{
		{"equal", "a\nb\n", "a\nb\n", ""},
		{"one more", "a\nb\n", "a\nb\nb\n", "+ b\n"},
		{"changed late", "a\n" + long + "1\n", "a\n" + long + "2\n",
			"- " + long[:60] + " … " + long[:40] + "1\n+ " + long[:60] + " … " + long[:40] + "2\n"},
		{"order", "a\nb\n", "b\na\n", "the same lines in another order\n"},
	} {
		if d := factsDiff(tt.want, tt.got); d != tt.diff {
			t.Errorf("%s: got %q, want %q", tt.name, d, tt.diff)
		}
	}
}

// TestGoldenHasNoOrphans: a golden without its document tests nothing.
func TestGoldenHasNoOrphans(t *testing.T) {
	goldens, err := filepath.Glob(filepath.Join(goldenDir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		name := filepath.Base(g)
		pdf := filepath.Join(packsDir, name[:len(name)-len(".json")]+".pdf")
		if _, err := os.Stat(pdf); err != nil {
			t.Errorf("%s: %v", g, err)
		}
	}
}

// readable is an extraction as JSON of which each fact has a line of its own:
// the pages are left out, objects and the elements of lists are not broken.
func readable(x *saksok.Extraction) ([]byte, error) {
	short := *x
	short.Pages = nil
	b, err := encode(short)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("reading the extraction again: %w", err)
	}
	var out bytes.Buffer
	sep := "{"
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("reading the extraction again: %w", err)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, fmt.Errorf("reading %v again: %w", key, err)
		}
		fmt.Fprintf(&out, "%s\n %q: ", sep, key)
		if err := writeValue(&out, value); err != nil {
			return nil, fmt.Errorf("printing %v: %w", key, err)
		}
		sep = ","
	}
	out.WriteString("\n}\n")
	return out.Bytes(), nil
}

func writeValue(out *bytes.Buffer, value json.RawMessage) error {
	var list []json.RawMessage
	if value[0] != '[' || string(value) == "[]" {
		out.Write(value)
		return nil
	}
	if err := json.Unmarshal(value, &list); err != nil {
		return err
	}
	sep := "["
	for _, v := range list {
		fmt.Fprintf(out, "%s\n  %s", sep, v)
		sep = ","
	}
	out.WriteString("\n ]")
	return nil
}

// encode is v as one line of JSON as the command prints it.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encoding: %w", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// TestReadableIsTheSame: the golden's form changes nothing of what it says.
func TestReadableIsTheSame(t *testing.T) {
	for _, r := range readPacks(t) {
		b, err := readable(r.x)
		if err != nil {
			t.Fatal(err)
		}
		var back saksok.Extraction
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%s: %v", r.name, err)
		}
		want := *r.x
		want.Pages = nil
		if d := cmp.Diff(want, back); d != "" {
			t.Errorf("%s (-want +got):\n%s", r.name, d)
		}
	}
}

// TestTwiceIsTheSame: a file gives the same bytes again, from another child
// process and in other company.
func TestTwiceIsTheSame(t *testing.T) {
	again, err := readAll(context.Background(), filepath.Join(packsDir, "*.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range readPacks(t) {
		first, err := encode(r.x)
		if err != nil {
			t.Fatal(err)
		}
		second, err := encode(again[i].x)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s: read twice, two results:\n%s", r.name, cmp.Diff(r.x, again[i].x))
		}
	}
}

// TestSchema: what is read is what the published schema says.
func TestSchema(t *testing.T) {
	s := compileSchema(t)
	for _, r := range readPacks(t) {
		validate(t, s, r)
	}
}

// TestSchemaRefuses: a schema that lets everything pass proves nothing.
func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t)
	good, err := encode(saksok.NewExtraction("ab", 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := validateJSON(s, good); err != nil {
		t.Errorf("an empty extraction: %v", err)
	}
	for _, tt := range []struct{ name, old, new string }{
		{"unknown kind", `"kind":"other"`, `"kind":"letter"`},
		{"lists are lists", `"items":[]`, `"items":null`},
		{"a status that is none", `"decisions":[]`, `"decisions":[{"status":"maybe","types":[],"text":"","page":1,"box":[0,0,0,0],"rule":""}]`},
		{"money is whole", `"figures":[]`, `"figures":[{"row":"","columns":[],"text":"1","unit":"","currency":"","minor":1.5,"total":false,"bound":"","context":"","page":1,"box":[0,0,0,0]}]`},
		{"a missing list", `"problems":[]`, `"problem":[]`},
	} {
		bad := bytes.Replace(good, []byte(tt.old), []byte(tt.new), 1)
		if bytes.Equal(bad, good) {
			t.Fatalf("%s: %s is not in %s", tt.name, tt.old, good)
		}
		if validateJSON(s, bad) == nil {
			t.Errorf("%s: the schema lets %s pass", tt.name, tt.new)
		}
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	b, err := extract.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("extraction.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("extraction.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, r reading) {
	t.Helper()
	b, err := encode(r.x)
	if err != nil {
		t.Fatal(err)
	}
	if err := validateJSON(s, b); err != nil {
		t.Errorf("%s: %v", r.name, err)
	}
}

func validateJSON(s *jsonschema.Schema, b []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("reading JSON: %w", err)
	}
	return s.Validate(v)
}
