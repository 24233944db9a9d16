package bleve

import (
	"errors"
	"path/filepath"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"saksok/index/engine"
)

// Every batch raises a number kept with it. Bleve, finding the newest state of
// an index damaged, opens an older one and only logs it, and documents that
// were acknowledged are gone; the number tells.
var generationKey = []byte("saksok.generation")

// newestGeneration reads the number of the newest state written in dir. It fails
// with engine.ErrLocked where another process has the index.
func newestGeneration(dir string) (generation string, err error) {
	db, err := bolt.Open(filepath.Join(dir, "store", "root.bolt"), 0o600, &bolt.Options{ReadOnly: true, Timeout: 2 * time.Second})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return "", engine.ErrLocked
	}
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.View(func(tx *bolt.Tx) error {
		snapshots := tx.Bucket(util.BoltSnapshotsBucket)
		if snapshots == nil {
			return errors.New("no state was ever written")
		}
		k, _ := snapshots.Cursor().Last()
		state := snapshots.Bucket(k)
		if state == nil {
			return errors.New("newest state has no content")
		}
		if internal := state.Bucket(util.BoltInternalKey); internal != nil {
			generation = string(internal.Get(generationKey))
		}
		return nil
	})
	return generation, err
}

// loadedGeneration reads the number of the state that is open.
func (ix *Index) loadedGeneration() (string, error) {
	var generation []byte
	err := ix.view(func(s *scorch.IndexSnapshot) (err error) {
		generation, err = s.GetInternal(generationKey)
		return err
	})
	return string(generation), err
}

// next raises the number for a batch.
func next(generation string) string {
	n, _ := strconv.ParseUint(generation, 10, 64) // "" before the first batch
	return strconv.FormatUint(n+1, 10)
}
