package bleve

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"saksok/index/engine"
)

// checksumSize is how much of a segment's file its checksum takes, at the end.
const checksumSize = 4

// segmentOnDisk is what a segment in a file tells of it.
type segmentOnDisk interface {
	Path() string
	CRC() uint32
}

// Verify implements engine.Engine. Bleve writes a checksum into every file of a
// segment and never looks at it: of a flipped bit nine in ten go unseen, and some
// of them change what is found. The files are read beside their mapping, so that
// they do not count as memory of this process.
func (ix *Index) Verify(ctx context.Context) error {
	var files []segmentOnDisk
	err := ix.view(func(s *scorch.IndexSnapshot) error {
		files = nil
		for _, seg := range s.Segments() {
			if f, ok := seg.Segment().(segmentOnDisk); ok {
				files = append(files, f)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		sum, err := checksum(ctx, f.Path())
		switch {
		case errors.Is(err, fs.ErrNotExist): // merged into another meanwhile
		case err != nil:
			return fmt.Errorf("verifying %s: %w", f.Path(), err)
		case sum != f.CRC():
			return fmt.Errorf("verifying %s: %w: its checksum is %08x and should be %08x", f.Path(), engine.ErrDamaged, sum, f.CRC())
		}
	}
	return nil
}

// checksum is that of a segment's file without the checksum in it.
func checksum(ctx context.Context, path string) (uint32, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	sum, block := crc32.NewIEEE(), make([]byte, 1<<20)
	for left := info.Size() - checksumSize; left > 0; {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		n, err := io.ReadFull(f, block[:min(left, int64(len(block)))])
		sum.Write(block[:n])
		if left -= int64(n); err != nil {
			return 0, err
		}
	}
	return sum.Sum32(), nil
}
