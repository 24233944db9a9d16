// Package source answers "which files are there that may be documents?" and
// opens them safely. It knows folders and single files so far.
//
// # What is a candidate
//
// A regular file is a candidate when its name ends in .pdf in any case, or when
// its name has no extension and its first 1 024 bytes hold "%PDF-". A file named
// by the user is always one. What a candidate really is, its content decides:
// see [Sniff]. Left alone are names that say "not finished" or "not mine" (.part,
// .tmp, .crdownload, a trailing ~, .nfs…) and everything hidden (a leading dot),
// unless the user named it.
//
// A folder's files are opened through os.Root, component by component, so no
// name and no symbolic link can lead outside; symbolic links within are not
// followed either, for the file they point to is listed anyway. Pipes, devices
// and sockets are never opened: opening a pipe blocks for ever. What stands under
// a PDF's name and is no regular file is reported, not passed over.
//
// # When is a file finished
//
// A copy in progress must not be taken for a document. [Settle.Finished] holds the
// rule, and the caller gives it the size and the time of both looks:
//
//   - A file named on the command line, or any file of an interactive run, is
//     finished when its end has %%EOF, or it was not touched for [Settle.Quiet].
//   - In a scheduled run it is finished when it was not touched for Quiet and its
//     end has %%EOF, or it was not touched for [Settle.Stale]. "Not touched" is
//     judged by the file's time, and by an earlier look at the same size and
//     time, whichever is longer: a file server's clock may be wrong.
//
// A file that is not finished is looked at again at the end of the run, once
// Quiet has passed, and then by the next run.
package source
