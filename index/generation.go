package index

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"saksok"
	"saksok/index/bleve"
	"saksok/index/engine"
	"saksok/index/norwegian"
)

// completeMark is written when a new index is on disk, so that one whose
// creation was cut short is not taken for a damaged or an empty one.
const completeMark = "saksok.json"

// mark is what completeMark holds.
type mark struct {
	Schema     string `json:"schema"`
	Analyzer   string `json:"analyzer"`
	Generation string `json:"generation"`
	Parts      string `json:"parts,omitempty"` // checksum of partsFile
	// LearntFrom is how many search documents the parts were learnt from.
	LearntFrom int `json:"learnt_from,omitempty"`
}

func (m mark) version() string { return m.Schema + "-" + m.Analyzer }

// name is that of the generation among all there were.
func (m mark) name() string { return m.version() + "." + m.Generation }

// generation is one index on disk, open.
type generation struct {
	mark
	engine   engine.Engine
	analyzer *norwegian.Analyzer
	folder   string         // in the index folder
	users    sync.WaitGroup // searches that read it
}

// partsFile has the parts of compounds that a generation knows beside the own
// list, one on a line. It belongs to the generation: the same documents with the
// same file give the same index.
const partsFile = "parts.txt"

func writeParts(path string, words []string) (checksum string, err error) {
	if len(words) == 0 {
		return "", nil
	}
	content := []byte(strings.Join(words, "\n") + "\n")
	return partsChecksum(content), writeDurably(filepath.Join(path, partsFile), content)
}

func partsChecksum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// readParts reads what writeParts wrote.
func readParts(path, checksum string) ([]string, error) {
	if checksum == "" {
		return nil, nil
	}
	content, err := os.ReadFile(filepath.Join(path, partsFile))
	if err == nil && partsChecksum(content) != checksum {
		err = errors.New("parts of compounds are not those of the index")
	}
	return strings.Fields(string(content)), err
}

// createGeneration makes an empty one of the present version in dir, with words
// that are parts of compounds, learnt from so many search documents. It is a
// leftover until the state file names it.
func createGeneration(dir string, words []string, learntFrom int, log *slog.Logger) (*generation, error) {
	m := mark{Schema: schemaVersion, Analyzer: norwegian.Version, Generation: rand.Text(), LearntFrom: learntFrom}
	path := filepath.Join(dir, m.name())
	e, err := bleve.Create(path, log)
	if err != nil {
		return nil, err
	}
	m.Parts, err = writeParts(path, words)
	b, merr := json.Marshal(m)
	if err = errors.Join(err, merr); err == nil {
		err = writeDurably(filepath.Join(path, completeMark), append(b, '\n'))
	}
	if err != nil {
		return nil, fmt.Errorf("marking index as complete: %w", errors.Join(err, e.Close()))
	}
	return &generation{mark: m, engine: e, analyzer: norwegian.NewAnalyzer(words).Sharing(), folder: m.name()}, nil
}

// openGeneration opens the one in a folder of dir. One that cannot be read by
// this program is ErrRebuild.
func openGeneration(dir, folder string, log *slog.Logger) (*generation, error) {
	path := filepath.Join(dir, folder)
	m, err := readMark(path)
	if err != nil {
		return nil, fmt.Errorf("index in %s was never finished: %w", path, ErrRebuild)
	}
	if m.Schema != schemaVersion {
		return nil, fmt.Errorf("index in %s has version %s, need %s: %w", path, m.version(), Version, ErrRebuild)
	}
	words, err := readParts(path, m.Parts)
	if err != nil {
		return nil, fmt.Errorf("index in %s: %w: %w", path, ErrRebuild, err)
	}
	e, err := bleve.Open(path, log)
	if errors.Is(err, engine.ErrDamaged) {
		return nil, fmt.Errorf("%w: %w", ErrRebuild, err)
	}
	if err != nil {
		return nil, err
	}
	return &generation{mark: m, engine: e, analyzer: norwegian.NewAnalyzer(words).Sharing(), folder: folder}, nil
}

func readMark(path string) (mark, error) {
	var m mark
	b, err := os.ReadFile(filepath.Join(path, completeMark))
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(b, &m)
}

// put replaces everything the generation holds of these documents.
func (g *generation) put(ctx context.Context, extractions []*saksok.Extraction) error {
	var ops []engine.Op
	for _, x := range extractions {
		docs, err := documents(x, g.analyzer)
		if err != nil {
			return err
		}
		fresh := make(map[string]bool, len(docs))
		for _, d := range docs {
			fresh[d.ID] = true
		}
		ops = append(ops, docs...)
		old, err := g.engine.IDs(ctx, FieldDocument, string(x.Document.SHA256))
		if err != nil {
			return err
		}
		for _, id := range old {
			if !fresh[id] {
				ops = append(ops, engine.Op{ID: id})
			}
		}
		for len(ops) >= batchSize {
			if err := g.engine.Apply(ctx, ops[:batchSize]); err != nil {
				return fmt.Errorf("indexing %s: %w", x.Document.SHA256, err)
			}
			ops = ops[batchSize:]
		}
	}
	if len(ops) == 0 {
		return nil
	}
	if err := g.engine.Apply(ctx, ops); err != nil {
		return fmt.Errorf("indexing %d documents: %w", len(extractions), err)
	}
	return nil
}

// delete removes everything the generation holds of these documents.
func (g *generation) delete(ctx context.Context, documents []saksok.DocumentID) error {
	var ops []engine.Op
	for _, id := range documents {
		ids, err := g.engine.IDs(ctx, FieldDocument, string(id))
		if err != nil {
			return err
		}
		for _, i := range ids {
			ops = append(ops, engine.Op{ID: i})
		}
	}
	for len(ops) > 0 {
		n := min(batchSize, len(ops))
		if err := g.engine.Apply(ctx, ops[:n]); err != nil {
			return fmt.Errorf("removing %d documents: %w", len(documents), err)
		}
		ops = ops[n:]
	}
	return nil
}

// stateFile names the generations in use; every other folder of a generation
// is a leftover of a process that was killed. It is replaced as a whole, so that
// a swap has happened or has not.
const stateFile = "generations.json"

// state is what stateFile holds.
type state struct {
	// Live is the folder of the generation that answers.
	Live string `json:"live"`
	// Partial says that Live is not yet full, there being nothing better.
	Partial bool `json:"partial,omitempty"`
	// Next is the folder of the generation being filled beside it.
	Next string `json:"next,omitempty"`
}

// readState reads the state of dir; the zero state is that of an empty folder.
// An index of before there was a state file is the one folder of its version.
func readState(dir string) (state, error) {
	b, err := os.ReadFile(filepath.Join(dir, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return formerState(dir)
	}
	if err != nil {
		return state{}, fmt.Errorf("reading which index answers: %w", err)
	}
	var s state
	if err := json.Unmarshal(b, &s); err != nil {
		return state{Live: "unknown"}, nil // found to be none, and made again
	}
	return s, nil
}

func formerState(dir string) (state, error) {
	folders, err := generationFolders(dir)
	var s state
	for _, f := range folders {
		if formerName.MatchString(f) {
			s.Live = f
		}
		if f == Version {
			break
		}
	}
	return s, err
}

func (s state) write(dir string) error {
	b, err := json.Marshal(s)
	if err == nil {
		err = writeDurably(filepath.Join(dir, stateFile), append(b, '\n'))
	}
	if err != nil {
		return fmt.Errorf("writing which index answers: %w", err)
	}
	return nil
}

// writeDurably replaces a file: after a crash it is the old or the new one.
func writeDurably(path string, content []byte) error {
	temp := path + ".tmp"
	f, err := os.Create(temp)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
