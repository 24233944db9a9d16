package index

import (
	"encoding/json"
	"fmt"

	"saksok"
)

// Kind is what a search document is about.
type Kind string

// The kinds of search document.
const (
	KindItem     Kind = "item"
	KindDecision Kind = "decision"
	KindFigure   Kind = "figure"
	KindPage     Kind = "page"
	KindPerson   Kind = "person"
	KindMeeting  Kind = "meeting"
	KindDocument Kind = "document"
)

// Source is what is stored of a search document: all that a hit shows. It is
// stored in the engine beside the terms, not in a file of its own, so that one
// durable write replaces both and neither can be older than the other. The
// engine compresses it.
type Source struct {
	Kind         Kind                `json:"kind"`
	ID           string              `json:"id"`
	Title        string              `json:"title,omitempty"`
	Text         string              `json:"text,omitempty"` // what a snippet is cut from
	Item         saksok.ItemNumber   `json:"item,omitempty"`
	ItemID       string              `json:"item_id,omitempty"`
	ItemKind     saksok.ItemKind     `json:"item_kind,omitempty"`
	Topics       []saksok.TopicID    `json:"topics,omitempty"` // of the item, the main one first
	Body         string              `json:"body,omitempty"`
	Organisation string              `json:"organisation,omitempty"`
	Date         saksok.Date         `json:"date,omitempty"`
	Meeting      string              `json:"meeting,omitempty"`
	Document     saksok.DocumentID   `json:"document"`
	DocumentKind saksok.DocumentKind `json:"document_kind,omitempty"`
	Page         int                 `json:"page"`
	Box          saksok.Box          `json:"box,omitzero"`
	About        string              `json:"about,omitempty"` // its surroundings: what else a search finds it by
	Pages        []PageStart         `json:"pages,omitempty"` // the pages Text is on; none where all of it is on Page

	ItemDetail *saksok.Item     `json:"item_detail,omitempty"` // without its text, which is Text
	Figure     *saksok.Figure   `json:"figure,omitempty"`
	Decision   *saksok.Decision `json:"decision,omitempty"`
	Person     *saksok.Person   `json:"person,omitempty"`
}

// DecodeSource reads a stored source.
func DecodeSource(raw []byte) (*Source, error) {
	var s Source
	if err := json.Unmarshal(raw, &s); err != nil {
		return nil, fmt.Errorf("reading stored search document: %w", err)
	}
	return &s, nil
}
