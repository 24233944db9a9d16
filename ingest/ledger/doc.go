// Package ledger answers "what was seen, taken in, read, indexed or refused, and
// why?". It is one SQLite file that anyone can open; package ingest is its only
// writer.
//
// # Outcomes
//
// Every document version, which is one content by its SHA-256, has exactly one
// outcome from a closed list, and so has every address a document was found at:
//
//	stored          pending: the original is safe, the rest is to be done
//	indexed         every page was read, and the index has it durably
//	partly_indexed  the index has it, but some pages could not be read; which
//	                ones stands in UnreadPages
//	no_text         no page has text (a scan); the index has the document, so
//	                that it is found, and says so
//	encrypted       it needs a password; the index has the document likewise
//	quarantined     nothing could be read; Reason is why (damaged, timeout, …)
//	duplicate       of an address only: the same bytes stand at an older address
//	skipped         the bytes were not taken, or are no PDF; Reason is why
//	deleted         the source no longer has it, in three complete listings in
//	                a row; the archive and the index keep it
//
// The outcome indexed, and its weaker sisters that the index has, are written
// only after the index said the document is durable: that commit is the
// acknowledgement. SQLite runs with a write-ahead log and synchronous=FULL, so a
// committed row survives a power cut.
//
// duplicate and deleted are derived at reading, from the facts of the addresses;
// they can never contradict them.
//
// # The poison rule
//
// BeginTry counts an extraction before it starts, so a document that takes the
// whole process down is counted too. A transient failure (a timeout, a dead
// engine) is tried [MaxTries] times with growing pauses; any other failure once.
// After that the document is left alone until the extractor's version changes or
// someone asks with Retry.
//
// # Addresses and versions
//
// New bytes at an old address are a new document; the old one stays, and the
// address remembers both. A path is bytes: it need not be valid UTF-8.
package ledger
