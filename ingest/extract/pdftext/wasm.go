package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/klippa-app/go-pdfium/webassembly/imports"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// wasmPages limits PDFium's memory to 128 MiB in pages of 64 KiB. Bombs end in
// an error there with some 500 MB resident; with twice the limit, 1 GB.
const wasmPages = 2048

// wasmFunc is what this package needs of an exported PDFium function.
type wasmFunc interface {
	CallWithStack(ctx context.Context, stack []uint64) error
}

// wasmMemory is what this package needs of PDFium's memory.
type wasmMemory interface {
	Read(offset, byteCount uint32) ([]byte, bool)
	ReadUint32Le(offset uint32) (uint32, bool)
	ReadFloat32Le(offset uint32) (float32, bool)
	ReadFloat64Le(offset uint32) (float64, bool)
	Write(offset uint32, v []byte) bool
}

// wasmEngine holds the compiled PDFium; each document gets an instance of its
// own, since a wasm memory never shrinks and a trapped instance is lost.
type wasmEngine struct {
	pool pdfium.Pool
}

// newWasmEngine compiles PDFium, or loads it from the cache at cacheDir (0.1 s
// instead of 4 s of CPU). The guest gets no file system and no output.
func newWasmEngine(ctx context.Context, cacheDir string) (*wasmEngine, error) {
	// WithCloseOnContextDone stays off: it costs 3 to 4 times the run time, and
	// the parent kills a child that hangs anyway.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(wasmPages)
	if cacheDir != "" {
		// Without a cache the engine still works, only slower to start.
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       ctx,
		MaxIdle:       1,
		MaxTotal:      2, // a trapped instance may still be closing
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("starting pdfium: %w", err)
	}
	return &wasmEngine{pool: pool}, nil
}

// guest is one instance of PDFium, called through its exported C functions.
//
// go-pdfium's own methods allocate in the guest, lock and register a reference
// for each character, object and path segment; on glyph-heavy pages that is
// most of the time, and the references pile up until the document is closed.
// The instance's documented GetImplementation gives the functions themselves.
type guest struct {
	ctx     context.Context
	inst    pdfium.Pdfium
	lookup  func(name string) wasmFunc
	funcs   map[string]wasmFunc
	memory  wasmMemory
	stack   [16]uint64
	scratch uint64 // 64 bytes in the guest for results
	file    *guestFile
	err     error // the first trap; nothing works after one
}

// guestFile is the file PDFium reads from. go-pdfium keeps the reader in a
// global table until its own close, which raw documents never reach, so the
// bytes behind it are let go here.
type guestFile struct{ io.ReadSeeker }

func (e *wasmEngine) newGuest(ctx context.Context) (*guest, error) {
	inst, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		return nil, fmt.Errorf("instantiating pdfium: %w", err)
	}
	g, err := bindGuest(ctx, inst)
	if err != nil {
		inst.Close()
		return nil, err
	}
	return g, nil
}

func bindGuest(ctx context.Context, inst pdfium.Pdfium) (*guest, error) {
	impl := inst.GetImplementation()
	lookup, ok := functionsOf(impl, imports.NewModule(nil).ExportedFunction)
	if !ok {
		return nil, errors.New("binding pdfium: the implementation has no function table")
	}
	memory, ok := memoryOf(impl)
	if !ok {
		return nil, errors.New("binding pdfium: the implementation has no memory")
	}
	g := &guest{ctx: ctx, inst: inst, lookup: lookup, memory: memory, funcs: map[string]wasmFunc{}}
	g.scratch = g.call("malloc", 64)
	if g.err != nil || g.scratch == 0 {
		return nil, fmt.Errorf("binding pdfium: no memory: %w", g.err)
	}
	return g, nil
}

// functionsOf finds impl's Fn method. Its result type cannot be named outside
// go-pdfium, so it is inferred from an exported function that returns it too.
func functionsOf[F wasmFunc](impl any, _ func(string) F) (func(string) wasmFunc, bool) {
	v, ok := impl.(interface{ Fn(string) F })
	if !ok {
		return nil, false
	}
	return func(name string) wasmFunc { return v.Fn(name) }, true
}

func memoryOf(impl any) (wasmMemory, bool) {
	v := reflect.ValueOf(impl)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil, false
	}
	field := v.Elem().FieldByName("Module")
	if !field.IsValid() || !field.CanInterface() {
		return nil, false
	}
	method := reflect.ValueOf(field.Interface()).MethodByName("Memory")
	if !method.IsValid() || method.Type().NumIn() != 0 || method.Type().NumOut() != 1 {
		return nil, false
	}
	m, ok := method.Call(nil)[0].Interface().(wasmMemory)
	return m, ok
}

// call runs an exported function and gives its result. After a trap it does
// nothing and gives 0; g.err says what happened.
func (g *guest) call(name string, args ...uint64) uint64 {
	if g.err != nil {
		return 0
	}
	fn, ok := g.funcs[name]
	if !ok {
		if fn = g.lookup(name); fn == nil {
			g.err = fmt.Errorf("pdfium has no function %s", name)
			return 0
		}
		g.funcs[name] = fn
	}
	n := copy(g.stack[:], args)
	clear(g.stack[n:])
	if err := fn.CallWithStack(g.ctx, g.stack[:]); err != nil {
		g.err = fmt.Errorf("pdfium %s: %w", name, err)
		return 0
	}
	return g.stack[0]
}

// i32 calls a function that returns a C int or bool.
func (g *guest) i32(name string, args ...uint64) int { return int(int32(g.call(name, args...))) }

// f64 calls a function that returns a C double.
func (g *guest) f64(name string, args ...uint64) float64 {
	return math.Float64frombits(g.call(name, args...))
}

// at is the address of the nth 4-byte slot of the scratch memory.
func (g *guest) at(n int) uint64 { return g.scratch + uint64(4*n) }

func (g *guest) slotF32(n int) float64 {
	v, _ := g.memory.ReadFloat32Le(uint32(g.at(n)))
	return float64(v)
}

func (g *guest) slotF64(n int) float64 {
	v, _ := g.memory.ReadFloat64Le(uint32(g.at(n)))
	return v
}

func (g *guest) slotI32(n int) int {
	v, _ := g.memory.ReadUint32Le(uint32(g.at(n)))
	return int(int32(v))
}

// bytesFrom calls a function of the form f(args..., buffer, length) that
// returns the number of bytes it needs, and gives the bytes, at most limit.
func (g *guest) bytesFrom(name string, limit int, args ...uint64) []byte {
	n := g.i32(name, append(append([]uint64{}, args...), 0, 0)...)
	if n <= 0 || n > limit {
		return nil
	}
	buf := g.call("malloc", uint64(n))
	if buf == 0 {
		return nil
	}
	defer g.call("free", buf)
	g.call(name, append(append([]uint64{}, args...), buf, uint64(n))...)
	b, _ := g.memory.Read(uint32(buf), uint32(n))
	return bytes.Clone(b)
}

// openFile makes PDFium read f through a callback, so the file's size does not
// count against the guest's memory. It returns PDFium's handle of the access.
func (g *guest) openFile(f io.ReadSeeker, size int64) (uint64, error) {
	impl, ok := g.inst.GetImplementation().(interface {
		CreateFileAccessReader(int64, io.ReadSeeker) (*uint64, *uint32, error)
	})
	if !ok {
		return 0, errors.New("binding pdfium: the implementation has no file access")
	}
	g.file = &guestFile{f}
	access, _, err := impl.CreateFileAccessReader(size, g.file)
	if err != nil {
		return 0, fmt.Errorf("giving pdfium the file: %w", err)
	}
	return *access, nil
}

// close drops the instance with all its memory.
func (g *guest) close() {
	if g.file != nil {
		g.file.ReadSeeker = bytes.NewReader(nil)
	}
	g.inst.Close()
}
