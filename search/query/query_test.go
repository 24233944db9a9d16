package query_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/search/query"
)

func at(v int64) *query.Bound   { return &query.Bound{Value: v} }
func past(v int64) *query.Bound { return &query.Bound{Value: v, Open: true} }

func TestParse(t *testing.T) {
	const mill = 100_000_000
	word := func(s string) query.Node { return query.Word{Text: s} }
	amount := func(low, high *query.Bound) query.Node {
		return query.Range{Field: query.FieldAmount, Low: low, High: high}
	}
	tests := []struct {
		in   string
		want query.Node
	}{
		{"", nil},
		{"  \t ", nil},
		{"👍", word("👍")},
		{"ikke over 5 mill", amount(nil, at(5*mill))},
		{"ikke mer enn 5 mill", amount(nil, at(5*mill))},
		{"ikkje under 5 mill", amount(at(5*mill), nil)},
		{"inte mer än 5 miljoner", amount(nil, at(5*mill))},
		{"ikke skole over 5 mill", query.And{Nodes: []query.Node{word("ikke"), word("skole"), amount(past(5*mill), nil)}}},
		{"> 5 mill", amount(past(5*mill), nil)},
		{"<5 mill", amount(nil, past(5*mill))},
		{"skole ≥ kr 5 000", query.And{Nodes: []query.Node{word("skole"), amount(at(500000), nil)}}},
		{"a > b", query.And{Nodes: []query.Node{word("a"), word("b")}}},
		{"50-100 mill", amount(at(50*mill), at(100*mill))},
		{"50–100 mill", amount(at(50*mill), at(100*mill))},
		{"1,5 til 2 mrd", amount(at(1500*mill), at(2000*mill))},
		{"2023-2024", word("2023-2024")},
		{"over en million", amount(past(mill), nil)},
		{"mer enn en halv milliard", amount(past(500*mill), nil)},
		{"mellom to og tre millioner", amount(at(2*mill), at(3*mill))},
		{"halvannen million", query.Amount{Text: "halvannen million", Minor: 1.5 * mill}},
		{"over en skole", query.And{Nodes: []query.Node{word("over"), word("en"), word("skole")}}},
		{"PS12/24", query.Case{Series: "PS", Text: "12/24"}},
		{"sak12/24", query.Case{Text: "12/24"}},
		{"KU12", word("KU12")},
		{"møte nr. 6/20", query.Match{Field: query.FieldMeeting, Text: "6/20"}},
		{"March 14, 2024", query.Day{Text: "March 14, 2024", Date: "2024-03-14"}},
		{"14.03.24", query.Day{Text: "14.03.24", Date: "2024-03-14"}},
		{"14/3-2024", query.Day{Text: "14/3-2024", Date: "2024-03-14"}},
		{"% ?", word("% ?")},
		{`(-) "" *`, nil},
		{"budsjett", word("budsjett")},
		{"budsj*", query.Word{Text: "budsj", Prefix: true}},
		{"ab*", word("ab*")},
		{"to ord", query.And{Nodes: []query.Node{word("to"), word("ord")}}},
		{`"tas til  orientering"`, query.Phrase{Text: "tas til orientering"}},
		{"«tas til orientering»", query.Phrase{Text: "tas til orientering"}},
		{`uten "slutt`, query.And{Nodes: []query.Node{word("uten"), word("slutt")}}},
		{"skole -vei", query.And{Nodes: []query.Node{word("skole"), query.Not{Node: word("vei")}}}},
		{"e-helse", word("e-helse")},
		{"a or b c", query.Or{Nodes: []query.Node{word("a"), query.And{Nodes: []query.Node{word("b"), word("c")}}}}},
		{"(a or b) c", query.And{Nodes: []query.Node{query.Or{Nodes: []query.Node{word("a"), word("b")}}, word("c")}}},
		{"or", word("or")},
		{"a or", query.And{Nodes: []query.Node{word("a"), word("or")}}},
		{"a AND b", query.And{Nodes: []query.Node{word("a"), word("b")}}},
		{"a OG (b ELLER c)", query.And{Nodes: []query.Node{word("a"), query.Or{Nodes: []query.Node{word("b"), word("c")}}}}},
		{"a NOT b IKKE c", query.And{Nodes: []query.Node{word("a"), query.Not{Node: word("b")}, query.Not{Node: word("c")}}}},
		{"a AND NOT (b OR c)", query.And{Nodes: []query.Node{word("a"), query.Not{Node: query.Or{Nodes: []query.Node{word("b"), word("c")}}}}}},
		{"a IKKE over 5 mill", query.And{Nodes: []query.Node{word("a"), amount(nil, at(5*mill))}}},
		{"a NOT 12/24", query.And{Nodes: []query.Node{word("a"), query.Not{Node: query.Case{Text: "12/24"}}}}},
		{"LIA IKKE VEDTATT", query.And{Nodes: []query.Node{word("LIA"), word("IKKE"), word("VEDTATT")}}},
		{"a og b eller c ikke d", query.And{Nodes: []query.Node{word("a"), word("og"), word("b"), word("eller"), word("c"), word("ikke"), word("d")}}},
		{"AND a", query.And{Nodes: []query.Node{word("AND"), word("a")}}},
		{"a AND", query.And{Nodes: []query.Node{word("a"), word("AND")}}},
		{"((a", word("a")},
		{"a) b", query.And{Nodes: []query.Node{word("a"), word("b")}}},
		{"organ:formannskapet", query.Match{Field: query.FieldBody, Text: "formannskapet"}},
		{`body:"Nasjonalt styre"`, query.Match{Field: query.FieldBody, Text: "Nasjonalt styre", Phrase: true}},
		{"status:vedtatt", query.Value{Field: query.FieldStatus, Value: "adopted"}},
		{"status:tull", word("status:tull")},
		{"ukjent:felt", word("ukjent:felt")},
		{"kl. 10:00", query.And{Nodes: []query.Node{word("kl."), word("10:00")}}},
		{"beløp:>200mill", amount(past(200*mill), nil)},
		{"beløp:>=1,5 mrd", amount(at(1500*mill), nil)},
		{"amount:50mill..100mill", amount(at(50*mill), at(100*mill))},
		{"beløp:50..100 mill", amount(at(50*mill), at(100*mill))},
		{"beløp:209900000", amount(at(20990000000), at(20990000000))},
		{"beløp:209 900 000", amount(at(20990000000), at(20990000000))},
		{"beløp:12,50", amount(at(1250), at(1250))},
		{"beløp:mye", word("beløp:mye")},
		{"dato:2020-11..2021-03", query.Range{Field: query.FieldDate, Low: at(20201101), High: at(20210331)}},
		{"dato:>2020-11", query.Range{Field: query.FieldDate, Low: past(20201130)}},
		{"dato:13. november 2020", query.Range{Field: query.FieldDate, Low: at(20201113), High: at(20201113)}},
		{"år:2019..2021", query.Range{Field: query.FieldYear, Low: at(2019), High: at(2021)}},
		{"28/20", query.Case{Text: "28/20"}},
		{"Sak 28/2020", query.Case{Text: "28/2020"}},
		{"styresak 058-2024", query.Case{Text: "058-2024"}},
		{"PS 12/24", query.Case{Series: "PS", Text: "12/24"}},
		{"ps 12/24", query.Case{Series: "ps", Text: "12/24"}},
		{"KU-sak 10/24", query.Case{Series: "KU-sak", Text: "10/24"}},
		{"BU 24/61", query.Case{Series: "BU", Text: "24/61"}},
		{"Sak nr. 16/24", query.Case{Text: "16/24"}},
		{"arkivsak 2023/1482", query.Case{Series: "arkivsak", Text: "2023/1482"}},
		{"arkivsaksnr. 23/1340-7", query.Case{Series: "arkivsak", Text: "23/1340-7"}},
		{"§ 15", query.Case{Text: "§ 15"}},
		{"§15 förskola", query.And{Nodes: []query.Node{query.Case{Text: "§ 15"}, word("förskola")}}},
		{"§ förskola", word("förskola")},
		{"møte 6/20", query.Match{Field: query.FieldMeeting, Text: "6/20"}},
		{"2020/2021", word("2020/2021")},
		{"209,9", word("209,9")},
		{"209 900 000", query.Number{Text: "209 900 000"}},
		{"13. november 2020", query.Day{Text: "13. november 2020", Date: "2020-11-13"}},
		{"31. november 2020", query.And{Nodes: []query.Node{word("31."), word("november"), word("2020")}}},
		{"200 millioner", query.Amount{Text: "200 millioner", Minor: 200 * mill}},
		{"93 mill. kroner", query.Amount{Text: "93 mill. kroner", Minor: 93 * mill}},
		{"kr 448 mill.", query.Amount{Text: "kr 448 mill.", Minor: 448 * mill}},
		{"over 200 millioner", amount(past(200*mill), nil)},
		{"minst 50 000 kroner", amount(at(5000000), nil)},
		{"mer enn 1.5 mrd", amount(past(1500*mill), nil)},
		{"under 10mill", amount(nil, past(10*mill))},
		{"opptil 10 mill", amount(nil, at(10*mill))},
		{"mellom 50 og 100 mill", amount(at(50*mill), at(100*mill))},
		{"between 50 and 100 million", amount(at(50*mill), at(100*mill))},
		{"fra 50 til 100 mill", amount(at(50*mill), at(100*mill))},
		{"more than 2 mio. kr.", amount(past(2*mill), nil)},
		{"över 5 miljoner kronor", amount(past(5*mill), nil)},
		{"9 April 2024", query.Day{Text: "9 April 2024", Date: "2024-04-09"}},
		{"mellom 50 og 100", query.And{Nodes: []query.Node{word("mellom"), word("50"), word("og"), word("100")}}},
		{"over 18 år", query.And{Nodes: []query.Node{word("over"), word("18"), word("år")}}},
		{"skole over 1 mill", query.And{Nodes: []query.Node{word("skole"), amount(past(mill), nil)}}},
		{"(over) 200 mill", query.And{Nodes: []query.Node{word("over"), query.Amount{Text: "200 mill", Minor: 200 * mill}}}},
		{"ra\u030adet\u00ad\u200b", word("rådet")},
	}
	for _, tt := range tests {
		q, err := query.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
			continue
		}
		if diff := cmp.Diff(tt.want, q.Root); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.in, diff)
		}
		again(t, q)
	}
}

// again checks that a query prints as what it was read from.
func again(t *testing.T, q *query.Query) {
	t.Helper()
	printed := q.String()
	q2, err := query.Parse(printed)
	var limit *query.LimitError
	if errors.As(err, &limit) {
		return // printing may add parentheses
	}
	if err != nil {
		t.Fatalf("Parse(%q): %v", printed, err)
	}
	if diff := cmp.Diff(q.Root, q2.Root); diff != "" {
		t.Errorf("printed %q is read as something else (-want +got):\n%s", printed, diff)
	}
}

func TestRecognised(t *testing.T) {
	q, err := query.Parse("grunnmur over 200 millioner sak 28/20")
	if err != nil {
		t.Fatal(err)
	}
	type part struct{ Text, Filter, Rest string }
	var got []part
	for _, r := range q.Recognised {
		got = append(got, part{r.Text, query.Print(r.Node), r.Rest})
	}
	want := []part{
		{"over 200 millioner", "beløp:>200mill", "grunnmur sak 28/20"},
		{"sak 28/20", "28/20", "grunnmur over 200 millioner"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, in, limit string
	}{
		{"characters", strings.Repeat("a", 257), "characters"},
		{"characters that vanish", strings.Repeat("\u200b", 257), "characters"},
		{"terms", strings.Repeat("ord ", 17), "terms"},
		{"parentheses", strings.Repeat("(", 100) + "a", "parentheses"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := query.Parse(tt.in)
			var limit *query.LimitError
			if !errors.As(err, &limit) || limit.Limit != tt.limit || limit.Got <= limit.Max {
				t.Errorf("error = %v, want one that names %s", err, tt.limit)
			}
		})
	}
	if _, err := query.Parse(strings.Repeat("æ", 256)); err != nil {
		t.Errorf("256 characters of two bytes: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`skole "tas til orientering" -vei or (a b)`, "beløp:50mill..100mill", "dato:2020-11..2021-03", "over 200 millioner",
		"(sak) 28/20", "(209) 900 000", "- - a", "-(over) 200 mill", `organ:"a b`, "sak: 28/20 or or or", "\xff\u202e(\"*", "år:..2020",
		"PS 12/24 § 15 §15", "(BU) 24/61 KU-sak 10/24", "arkivsak 2023/1482 arkivsak (x)", "between 50 and 100 million fra 5 til 6 mill", "§ § 1",
		`dato:"x"`, "mellom 5 og (6) mill", "-\"a\" -(-b)", "beløp:>9223372036854775807", "13. 14. november 2020", "a or (or)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := query.Parse(s)
		if err != nil {
			var limit *query.LimitError
			if !errors.As(err, &limit) {
				t.Fatalf("Parse(%q): %v", s, err)
			}
			return
		}
		again(t, q)
	})
}

func TestReplace(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a word", "ny barnehgae i Lia", "ny barnehage i Lia"},
		{"in capitals", "Barnehgae", "barnehage"},
		{"not a part of another", "barnehgaeplass barnehgae", "barnehgaeplass barnehage"},
		{"not in a phrase", `"ny barnehgae" barnehgae`, `"ny barnehgae" barnehage`},
		{"not in a field", "post:barnehgae", "post:barnehgae"},
		{"behind a minus", "skole -barnehgae", "skole -barnehage"},
		{"once", "barnehgae barnehgae", "barnehage barnehgae"},
		{"nowhere", "skole", "skole"},
	}
	for _, tt := range tests {
		if got := query.Replace(tt.in, "barnehgae", "barnehage"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
