package export

import (
	"fmt"
	"html/template"
	"io"
)

// tablePage is a page of its own, without anything loaded from elsewhere.
var tablePage = template.Must(template.New("tables").Parse(`<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color: #1c2326; background: #fff; }
section { margin-bottom: 2.5rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { border: 1px solid #c9ced1; padding: .25rem .5rem; text-align: left; vertical-align: top; font-weight: normal; }
thead th { background: #eef2f3; font-weight: 600; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
p, ul { margin: .3rem 0; color: #566168; font-size: .9rem; }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
{{range .Tables}}<section>
<table>
<caption>Table {{.Number}}, {{.Pages}}{{with .Item}}, case {{.}}{{end}}{{with .Caption}}: {{.}}{{end}}</caption>
{{if .Head}}<thead>
{{range .Head}}<tr>{{range .}}<th{{template "span" .}}{{if .Number}} class="n"{{end}} scope="{{.Scope}}">{{.Text}}</th>{{end}}</tr>
{{end}}</thead>
{{end}}<tbody>
{{range .Body}}<tr>{{range .}}{{if .Scope}}<th{{template "span" .}} scope="{{.Scope}}">{{.Text}}</th>{{else}}<td{{template "span" .}}{{if .Number}} class="n"{{end}}>{{.Text}}</td>{{end}}{{end}}</tr>
{{end}}</tbody>
</table>
<p>Unit: {{.Unit}}</p>
{{with .Checks}}<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>
{{end}}</section>
{{end}}</body>
</html>
{{define "span"}}{{if gt .Rows 1}} rowspan="{{.Rows}}"{{end}}{{if gt .Cols 1}} colspan="{{.Cols}}"{{end}}{{end}}`))

type htmlTable struct {
	Number                     int
	Pages, Item, Caption, Unit string
	Head, Body                 [][]GridCell
	Checks                     []string
}

// WriteTablesHTML writes tables as one page of HTML, with their spans.
func WriteTablesHTML(w io.Writer, title string, tables []Table) error {
	data := struct {
		Title  string
		Tables []htmlTable
	}{Title: clean(title)}
	for i := range tables {
		data.Tables = append(data.Tables, htmlOf(&tables[i]))
	}
	if err := tablePage.Execute(w, data); err != nil {
		return fmt.Errorf("writing tables: %w", err)
	}
	return nil
}

func htmlOf(t *Table) htmlTable {
	g := newGrid(&t.Table)
	out := htmlTable{Number: t.Number, Pages: pages(&t.Table), Item: clean(string(t.Item)), Caption: clean(t.Caption),
		Unit: unitText(&t.Table), Checks: checkLines(g, t.Checks)}
	out.Head, out.Body = g.lines()
	return out
}
