package web

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"time"

	"saksok"
	"saksok/search"
)

// The elements of RFC 4287 that are used.
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang      string      `xml:"xml:lang,attr"`
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Subtitle  string      `xml:"subtitle,omitempty"`
		Updated   string      `xml:"updated"`
		Author    atomPerson  `xml:"author"`
		Generator string      `xml:"generator"`
		Links     []atomLink  `xml:"link"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Updated    string         `xml:"updated"`
		Published  string         `xml:"published"`
		Author     *atomPerson    `xml:"author,omitempty"`
		Categories []atomCategory `xml:"category"`
		Links      []atomLink     `xml:"link"`
		Summary    string         `xml:"summary"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
)

func writeAtom(w io.Writer, f *feed) error {
	out := atomFeed{Lang: "nb", ID: f.ID, Title: f.Title, Subtitle: f.Description, Updated: f.Updated.Format(time.RFC3339),
		Author: atomPerson{"Saksøk"}, Generator: "Saksøk " + f.Generator,
		Links: []atomLink{{"self", "application/atom+xml", f.Self}, {"alternate", "text/html", f.Home}}}
	if f.Self != f.First {
		out.Links = append(out.Links, atomLink{"first", "application/atom+xml", f.First})
	}
	if f.Next != "" {
		out.Links = append(out.Links, atomLink{"next", "application/atom+xml", f.Next})
	}
	for _, e := range f.Entries {
		a := atomEntry{ID: e.ID, Title: e.Title, Updated: e.Updated.Format(time.RFC3339), Published: e.Published.Format(time.RFC3339),
			Links: []atomLink{{"alternate", "text/html", e.URL}, {"via", "application/pdf", e.Original}}, Summary: e.Text}
		if e.Author != "" {
			a.Author = &atomPerson{e.Author}
		}
		for _, c := range e.Categories {
			a.Categories = append(a.Categories, atomCategory{c})
		}
		out.Entries = append(out.Entries, a)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	return enc.Encode(out)
}

// The members of JSON Feed 1.1 that are used.
type (
	jsonFeed struct {
		Version     string     `json:"version"`
		Title       string     `json:"title"`
		HomePageURL string     `json:"home_page_url"`
		FeedURL     string     `json:"feed_url"`
		Description string     `json:"description,omitempty"`
		NextURL     string     `json:"next_url,omitempty"`
		Language    string     `json:"language"`
		Items       []jsonItem `json:"items"`
	}
	jsonItem struct {
		ID            string       `json:"id"`
		URL           string       `json:"url"`
		Title         string       `json:"title"`
		ContentText   string       `json:"content_text"`
		DatePublished string       `json:"date_published"`
		DateModified  string       `json:"date_modified"`
		Authors       []jsonAuthor `json:"authors,omitempty"`
		Tags          []string     `json:"tags"`
		Attachments   []jsonFile   `json:"attachments"`
		Hit           feedHit      `json:"_saksok"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
	jsonFile struct {
		URL  string `json:"url"`
		Type string `json:"mime_type"`
	}
	// feedHit is our extension: what a program needs without reading Norwegian.
	feedHit struct {
		Type     search.HitType        `json:"type"`
		Status   saksok.DecisionStatus `json:"status,omitempty"`
		Item     saksok.ItemNumber     `json:"item,omitempty"`
		Body     string                `json:"body,omitempty"`
		Date     saksok.Date           `json:"date,omitempty"`
		Document saksok.DocumentID     `json:"document"`
		Page     int                   `json:"page,omitempty"`
		Figure   *saksok.Figure        `json:"figure,omitempty"`
	}
)

func writeJSONFeed(w io.Writer, f *feed) error {
	out := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePageURL: f.Home, FeedURL: f.Self, Description: f.Description,
		NextURL: f.Next, Language: "nb", Items: []jsonItem{}}
	for _, e := range f.Entries {
		h := e.Hit
		it := jsonItem{ID: e.ID, URL: e.URL, Title: e.Title, ContentText: e.Text, Tags: e.Categories, Attachments: []jsonFile{{e.Original, "application/pdf"}},
			DatePublished: e.Published.Format(time.RFC3339), DateModified: e.Updated.Format(time.RFC3339),
			Hit: feedHit{Type: h.Type, Item: h.Item, Body: h.Body, Date: h.Date, Document: h.Document, Page: h.Page, Figure: h.Figure}}
		if h.Decision != nil {
			it.Hit.Status = h.Decision.Status
		}
		if e.Author != "" {
			it.Authors = []jsonAuthor{{e.Author}}
		}
		out.Items = append(out.Items, it)
	}
	return json.NewEncoder(w).Encode(out)
}
