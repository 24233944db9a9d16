package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"saksok"
	"saksok/index"
	"saksok/index/bleve/plain"
	"saksok/index/engine"
	"saksok/index/synthetic"
	"saksok/search"
)

// bench is one run of the benchmark.
type bench struct {
	sections, samples int
	plain             bool
	dir, keep         string
	out               *tabwriter.Writer
}

// benchCommand measures the index on this machine.
func benchCommand() *cobra.Command {
	var b bench
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure indexing and searching on a made-up archive",
		Long: `Make an archive of so many search documents — cases, decisions, figures, pages,
people — of the shape real meeting packs give, index it in a temporary folder,
and print what it took: size, documents per second of CPU, CPU per query, memory.
The same documents and queries are given to plain Bleve, tuned, for comparison.
Nothing of yours is read and the folder is removed, unless it is to be kept:
then it is a data folder, with an index and no documents, that can be served.`,
		Example: `  saksok bench --sections 100000
  saksok bench --sections 1000000 --plain=false --keep /tmp/million
  saksok serve --data /tmp/million`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b.out = tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', tabwriter.AlignRight)
			if err := b.inFolder(func() error { return b.run(cmd.Context()) }); err != nil {
				return &exitError{exitFailed, errors.Join(err, b.out.Flush())}
			}
			return b.out.Flush()
		},
	}
	cmd.Flags().IntVar(&b.sections, "sections", 10_000, "search documents in the archive")
	cmd.Flags().IntVar(&b.samples, "samples", 200, "times each query is asked")
	cmd.Flags().BoolVar(&b.plain, "plain", true, "measure plain Bleve too")
	cmd.Flags().StringVar(&b.dir, "dir", "", "where the temporary folder is made")
	cmd.Flags().StringVar(&b.keep, "keep", "", "data folder to keep the index in, which is searched as it is if there is one")
	return cmd
}

// inFolder calls f with a folder to work in, which is removed unless it is to be
// kept.
func (b *bench) inFolder(f func() error) (err error) {
	if b.keep != "" {
		b.dir = b.keep
		return f()
	}
	if b.dir, err = os.MkdirTemp(b.dir, "saksok-bench-"); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	return errors.Join(f(), os.RemoveAll(b.dir))
}

// documents is how many documents give as many search documents.
func (b *bench) documents() int { return max(1, b.sections/synthetic.PerDocument) }

func (b *bench) run(ctx context.Context) error {
	fmt.Fprintf(b.out, "%d documents, %d search documents, %s, %d CPUs\n\n", b.documents(), b.documents()*synthetic.PerDocument, runtime.Version(), runtime.NumCPU())
	own, err := b.buildOwn(ctx)
	if err != nil {
		return err
	}
	defer own.Close()
	var other *plain.Index
	if b.plain {
		if other, err = b.buildPlain(ctx); err != nil {
			return err
		}
		defer other.Close()
	}
	if err := b.queries(ctx, own, other); err != nil {
		return err
	}
	if err := b.firstTime(ctx, own, other); err != nil {
		return err
	}
	return b.asked(ctx, own)
}

// feed makes the archive and gives it away in batches of about a thousand search
// documents.
func (b *bench) feed(f func([]*saksok.Extraction) error) error {
	const batch = 1000 / synthetic.PerDocument
	var xs []*saksok.Extraction
	for x := range synthetic.Extractions(b.documents()) {
		if xs = append(xs, x); len(xs) == batch {
			if err := f(xs); err != nil {
				return err
			}
			xs = nil
		}
	}
	return f(xs)
}

func (b *bench) buildOwn(ctx context.Context) (*index.Index, error) {
	dir := indexDir(b.dir)
	if _, err := os.Stat(dir); err == nil {
		return b.kept(dir)
	}
	spent, err := cost(func() error {
		ix, err := index.Open(dir, index.Options{})
		if err != nil {
			return err
		}
		err = b.feed(func(xs []*saksok.Extraction) error { return ix.Put(ctx, xs) })
		return errors.Join(err, settle(ctx, dir), ix.Close())
	})
	if err != nil {
		return nil, fmt.Errorf("building index: %w", err)
	}
	debug.FreeOSMemory() // what follows is the memory of searching
	if err := b.built(ctx, "saksok", dir, spent); err != nil {
		return nil, err
	}
	return index.Open(dir, index.Options{})
}

// kept opens the index of an earlier run, which must be of this one's size and of
// this program's version.
func (b *bench) kept(dir string) (*index.Index, error) {
	ix, err := index.OpenToRead(dir, index.Options{})
	if err != nil {
		return nil, fmt.Errorf("%w: remove it", err)
	}
	n, err := ix.Count()
	if want := b.documents() * synthetic.PerDocument; err == nil && n != want {
		err = fmt.Errorf("the index %s has %d search documents and not %d: choose another folder", dir, n, want)
	}
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, nil
}

func (b *bench) buildPlain(ctx context.Context) (*plain.Index, error) {
	dir := filepath.Join(b.dir, "plain")
	if _, err := os.Stat(dir); err == nil {
		return plain.Open(dir)
	}
	ix, err := plain.Create(dir)
	if err != nil {
		return nil, err
	}
	spent, err := cost(func() error {
		return errors.Join(b.feed(func(xs []*saksok.Extraction) error {
			var ops []engine.Op
			for _, x := range xs {
				docs, err := index.Documents(x)
				if err != nil {
					return err
				}
				ops = append(ops, docs...)
			}
			return ix.Apply(ops)
		}), settle(ctx, dir))
	})
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	return ix, b.built(ctx, "plain Bleve", dir, spent)
}

// built prints a row on an index that was made. What it took to make up the
// archive is left out.
func (b *bench) built(ctx context.Context, name, dir string, spent time.Duration) error {
	idle, err := cost(func() error {
		return b.feed(func([]*saksok.Extraction) error { return ctx.Err() })
	})
	if err != nil {
		return err
	}
	n := b.documents() * synthetic.PerDocument
	size := folderSize(dir)
	fmt.Fprintf(b.out, "%s\t%.1f MB\t%d bytes/doc\t%.0f docs/CPU-s\t\n", name, float64(size)/1e6, size/int64(n), float64(n)/(spent-idle).Seconds())
	return b.out.Flush()
}

// settle waits until background merging has left the folder alone for a while.
func settle(ctx context.Context, dir string) error {
	const quiet = 2 * time.Second
	last, since := int64(-1), time.Now()
	for time.Since(since) < quiet {
		if now := folderSize(dir); now != last {
			last, since = now, time.Now()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(quiet / 10):
		}
	}
	return nil
}

// folderSize adds up the files; one that is removed meanwhile counts nothing.
func folderSize(dir string) (total int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			total += info.Size()
		}
		return nil
	})
	return total
}

// memory prints what the process holds after searching.
func memory(w io.Writer, columns int) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Fprintf(w, "heap %.0f MiB, of which columns %.1f MiB", float64(m.HeapAlloc)/(1<<20), float64(columns)/(1<<20))
	if rss, mapped, ok := resident(); ok {
		fmt.Fprintf(w, ", resident %.0f MiB, of which %.0f MiB are files", rss, mapped)
	}
	fmt.Fprintln(w)
}

// asked measures whole searches as the page asks them, with all its facets,
// highlights and sums. They go through several threads, so it is the CPU time of
// the process, garbage collection and all.
func (b *bench) asked(ctx context.Context, ix *index.Index) error {
	s := search.New(ix, search.Options{Deadline: time.Minute}) // of a busy machine too
	start := time.Now()
	if _, err := s.Search(ctx, search.Query{}); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\nfirst search of the page, which reads columns: %.1f s\n", time.Since(start).Seconds())
	fmt.Fprint(b.out, "\nas the page asks\thits\tp50 ms\tp99 ms\t\n")
	for _, q := range []string{synthetic.Word.Word, synthetic.Common.Word, "budsjett " + synthetic.Word.Word, `"` + synthetic.Pair.Word + " " + synthetic.Partner + `"`, ""} {
		var total int
		times, err := b.sample(processTime, func() error {
			r, err := s.Search(ctx, search.Query{Text: q})
			if err == nil {
				total = r.Total
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("asking for %q: %w", q, err)
		}
		fmt.Fprintf(b.out, "%q\t%d\t%.2f\t%.2f\t\n", q, total, quantile(times, 0.5), quantile(times, 0.99))
	}
	fmt.Fprintln(b.out)
	memory(b.out, ix.Memory())
	return nil
}
