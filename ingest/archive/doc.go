// Package archive answers "where are the bytes, and are they still the bytes we
// took in?". It keeps two stores in the data folder, both addressed by the
// SHA-256 of the original:
//
//	archive/ab/cdef….pdf            [Originals]: every document ever taken in, for ever
//	extracted/ab/cdef….json.zst     [Extractions]: what was read out of it, newest version
//
// # Durability
//
// A file appears under its final name only when all of it is on the disk: it is
// written to tmp/ beside the shards, synced, renamed, and then the folder that
// received it is synced. When Put has returned, a power cut loses nothing; when
// it has not, nothing but a file in tmp/ can be left behind, and opening the
// store wipes tmp/. Only one process may have a store open for writing; the
// data folder's lock sees to that.
//
// An original whose name is there with another size than its bytes (a damaged
// disk, a restored backup that was cut) is written again by the next Put of the
// same bytes. Verify reads all of it and compares the hash.
package archive
