package web

import (
	"container/list"
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"saksok"
)

const (
	minWidth, maxWidth = 100, 2400
	widthStep          = 100 // widths are rounded up to it, so that few images are drawn and kept
	defaultWidth       = 900
	imageCacheBytes    = 48 << 20
	imageTimeout       = 20 * time.Second
	imageDrawers       = 2 // each is a child process with an engine in it
)

// images draws page images through the library: each once at a time however
// many ask, few at once, and the latest kept in memory.
type images struct {
	library Library
	flight  singleflight.Group
	slots   chan struct{}
	cache   imageCache
}

func newImages(l Library) *images {
	return &images{library: l, slots: make(chan struct{}, imageDrawers), cache: imageCache{limit: imageCacheBytes}}
}

type imageKey struct {
	id          saksok.DocumentID
	page, width int
}

func (k imageKey) String() string { return fmt.Sprintf("%s/%d/%d", k.id, k.page, k.width) }

// image is the PNG of a page. One asker's leaving does not stop the drawing
// that others wait for.
func (im *images) image(ctx context.Context, k imageKey) ([]byte, error) {
	k.width = (k.width + widthStep - 1) / widthStep * widthStep
	if png, ok := im.cache.find(k); ok {
		return png, nil
	}
	drawn := im.flight.DoChan(k.String(), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), imageTimeout)
		defer cancel()
		return im.draw(ctx, k)
	})
	select {
	case r := <-drawn:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.([]byte), nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the image of %s page %d: %w", k.id, k.page, ctx.Err())
	}
}

func (im *images) draw(ctx context.Context, k imageKey) (png []byte, err error) {
	defer func() { // singleflight would crash the process
		if v := recover(); v != nil {
			err = fmt.Errorf("drawing %s page %d panicked: %v", k.id, k.page, v)
		}
	}()
	select {
	case im.slots <- struct{}{}:
		defer func() { <-im.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to draw %s page %d: %w", k.id, k.page, ErrBusy)
	}
	png, err = im.library.PageImage(ctx, k.id, k.page, k.width)
	if err != nil {
		return nil, fmt.Errorf("drawing %s page %d: %w", k.id, k.page, err)
	}
	im.cache.put(k, png)
	return png, nil
}

// imageCache keeps the images last asked for, up to a number of bytes. The zero
// value with a limit works.
type imageCache struct {
	limit int

	mu    sync.Mutex
	bytes int
	order list.List // of cachedImage, latest first
	byKey map[imageKey]*list.Element
}

type cachedImage struct {
	key imageKey
	png []byte
}

func (c *imageCache) find(k imageKey) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[k]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(cachedImage).png, true
}

func (c *imageCache) put(k imageKey, png []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[k]; ok || len(png) > c.limit {
		return
	}
	if c.byKey == nil {
		c.byKey = map[imageKey]*list.Element{}
	}
	c.byKey[k] = c.order.PushFront(cachedImage{k, png})
	for c.bytes += len(png); c.bytes > c.limit; {
		last := c.order.Remove(c.order.Back()).(cachedImage)
		delete(c.byKey, last.key)
		c.bytes -= len(last.png)
	}
}
