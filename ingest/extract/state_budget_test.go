package extract_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saksok"
)

// post is an official amount of the state budget.
type post struct {
	Page  int    `json:"page"`
	Kap   int    `json:"kap"`
	Name  string `json:"name"`
	Value int64  `json:"value"` // kroner
}

// TestStateBudget holds the reading of a budget of seventy pages, without rules and
// with the sums of chapters in a column of their own, against its official figures,
// where these stand beside the repository.
func TestStateBudget(t *testing.T) {
	const name, first, last = "no_stat_2026_gul-bok", 90, 157
	b, err := os.ReadFile(filepath.Join(sharedDir, "corpus/truth", name+"_p90-157.figures.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("0 official figures beside the repository")
	}
	var posts []post
	if err == nil {
		err = json.Unmarshal(b, &posts)
	}
	if err != nil {
		t.Fatal(err)
	}
	rs, err := readAll(context.Background(), filepath.Join(sharedDir, "corpus/pdf", name+".pdf"))
	if err != nil || len(rs) != 1 {
		t.Fatalf("%d documents: %v", len(rs), err)
	}
	var figures []saksok.Figure
	for _, f := range rs[0].x.Figures {
		if f.Page >= first && f.Page <= last && f.Table != nil {
			figures = append(figures, f)
		}
	}
	found, rows, left := matchPosts(posts, figures)
	sums, absent := sumsOf(posts), 0
	for _, f := range left {
		part := strings.HasSuffix(strings.Join(f.Groups, ""), "Driftsresultat") // of a post
		other := f.Unit != "Kroner"                                             // the authorities behind the posts
		if !sums[f.Minor/100] && !strings.HasPrefix(f.Row, "Sum") && f.Check != saksok.CheckVerified && !part && !other {
			absent++
		}
	}
	t.Logf("%d of %d official amounts, %d in their row; %d other amounts, %d of them no sum of posts", found, len(posts), rows, len(left), absent)
	if rows < 1590 || absent > 20 {
		t.Errorf("%d amounts in their row and %d that are not there, want 1590 at least and 20 at most", rows, absent)
	}
}

// qualifier is what the budget prints behind the name of a post.
var qualifier = regexp.MustCompile(`, (kan overføres|kan nyttes|overslagsbevilgning).*`)

// matchPosts pairs posts with figures of the same page and value, those in the row
// of that name first, and returns the figures left over.
func matchPosts(posts []post, figures []saksok.Figure) (found, rows int, left []saksok.Figure) {
	type key struct {
		page  int
		value int64
	}
	at := map[key][]saksok.Figure{}
	for _, f := range figures {
		k := key{f.Page, f.Minor / 100}
		at[k] = append(at[k], f)
	}
	squeeze := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "") }
	for _, named := range []bool{true, false} {
		posts = slices.DeleteFunc(slices.Clone(posts), func(p post) bool {
			k := key{p.Page, p.Value}
			list := at[k]
			i := slices.IndexFunc(list, func(f saksok.Figure) bool {
				return !named || strings.HasSuffix(squeeze(qualifier.ReplaceAllString(f.Row, "")), squeeze(p.Name))
			})
			if i < 0 {
				return false
			}
			at[k] = slices.Delete(slices.Clone(list), i, i+1)
			found++
			if named {
				rows++
			}
			return true
		})
	}
	for _, list := range at {
		left = append(left, list...)
	}
	slices.SortFunc(left, func(a, b saksok.Figure) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Box[1], b.Box[1]))
	})
	return found, rows, left
}

// sumsOf are the sums of the posts of a chapter.
func sumsOf(posts []post) map[int64]bool {
	byChapter := map[int]int64{}
	for _, p := range posts {
		byChapter[p.Kap] += p.Value
	}
	out := map[int64]bool{}
	for _, v := range byChapter {
		out[v] = true
	}
	return out
}
