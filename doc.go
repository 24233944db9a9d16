// Package saksok holds the words of the field: what a public body's meeting
// documents are made of, and the facts Saksøk reads out of them. It answers
// "what is a case, a decision, a figure, and where was it read?" and knows
// nothing of PDF files, indexes or HTTP. It imports the standard library only.
//
// # Glossary
//
//	Organisation    virksomhet: the municipality, county, trust or agency
//	Body            utvalg, organ: the council, committee or board that meets
//	Meeting         møte
//	Notice          innkalling (møteinnkalling)
//	Agenda          saksliste, sakskart, dagsorden
//	Pack            innkalling med saksdokumenter: notice and case papers in one file
//	Case paper      saksframlegg, saksfremlegg, sakspapir
//	Minutes         protokoll, møtebok, referat
//	Slide pack      presentasjon: the slides shown in the meeting
//	Item            sak: one case on the agenda of one meeting
//	ItemNumber      saksnummer, as printed: "PS 12/24", "28/20"
//	ItemKey         the canonical form of an item number: "2024-12"
//	Proposal        forslag til vedtak, innstilling
//	Decision        vedtak; its Status tells a proposal from what was adopted
//	Vote            votering, avstemning (nn: røysting)
//	Figure          beløp: one amount of money with row, columns, unit and place
//	Table           tabell; Check is the arithmetic done on it
//	Person          møtende, saksbehandler, den som legger frem
//	Problem         what could not be read, as loud as what could
//
// In OParl "Body" is the municipality; here it is the utvalg.
//
// # Conventions
//
// Pages count from 1. Geometry is in PDF points (1/72 inch), origin at the top
// left of the page as it is seen, y growing downwards; see [Box]. Money is an
// integer of minor units (øre) with a currency, never a float. A meeting day is
// a calendar date in Europe/Oslo; see [Date]. Text is stored as printed (NFC).
package saksok
