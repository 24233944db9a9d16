package web

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
)

// robotsText keeps crawlers out: the documents hold names of people, and search
// engines have them from the bodies that publish them. Every answer says
// noindex as well.
const robotsText = "User-agent: *\nDisallow: /\n"

func (s *site) robots(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = fmt.Fprint(w, robotsText) // the reader may have gone
	return nil
}

// The elements of OpenSearch 1.1 that are used.
type (
	openSearch struct {
		XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string          `xml:"ShortName"`
		Description string          `xml:"Description"`
		Language    string          `xml:"Language"`
		Encoding    string          `xml:"InputEncoding"`
		Image       openSearchImage `xml:"Image"`
		URLs        []openSearchURL `xml:"Url"`
	}
	openSearchImage struct {
		Type string `xml:"type,attr"`
		URL  string `xml:",chardata"`
	}
	openSearchURL struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
		Template string `xml:"template,attr"`
	}
)

// openSearch describes the search to browsers and news readers.
func (s *site) openSearch(w http.ResponseWriter, r *http.Request) error {
	if err := readParams[struct{}](r.URL.Query(), nil, nil).orNil(); err != nil {
		return err
	}
	root := s.origin(r)
	d := openSearch{
		ShortName: "Saksøk", Description: "Saker, vedtak og tall i møtedokumenter", Language: "nb", Encoding: "UTF-8",
		Image: openSearchImage{"image/svg+xml", root + assetNames["icon.svg"]},
		URLs:  []openSearchURL{{Type: "text/html", Template: root + "/?q={searchTerms}"}},
	}
	for _, f := range feedPaths {
		d.URLs = append(d.URLs, openSearchURL{Type: f.mediaType, Template: root + f.path + "?q={searchTerms}"})
	}
	if s.advisor != nil {
		d.URLs = append(d.URLs, openSearchURL{Type: "application/x-suggestions+json", Template: root + "/suggest?q={searchTerms}"})
	}
	d.URLs = append(d.URLs, openSearchURL{"application/opensearchdescription+xml", "self", root + "/opensearch.xml"})
	b, err := xml.MarshalIndent(d, "", " ")
	if err != nil {
		return fmt.Errorf("describing the search: %w", err)
	}
	answerBytes(w, r, "application/opensearchdescription+xml; charset=utf-8", append([]byte(xml.Header), bytes.TrimSpace(b)...))
	return nil
}
