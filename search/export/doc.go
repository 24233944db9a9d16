// Package export answers "how do I take the figures and tables out of here, and
// into a spreadsheet or a program?": it writes figures that a search or the
// stored extractions give as CSV, XLSX, JSON Lines and a Frictionless Data
// Package, and the tables of a document as text, CSV and HTML.
//
// All formats have the same columns (see [Columns]), and every row names its
// document, page and place. CSV is RFC 4180: commas, double quotes, CRLF, UTF-8,
// one header line. A semicolon, as Norwegian Excel wants it, would make files
// that other programs misread; for a spreadsheet there is XLSX, whose cells have
// types. No cell runs as a formula: see [Defuse].
package export
