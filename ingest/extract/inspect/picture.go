package inspect

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"saksok"
)

// PictureWidth is how wide the page image should be drawn: enough to read 8 point
// print in a box's corner.
const PictureWidth = 1400

// WritePNG writes the page image with the boxes of the stages over it. paper is
// the page as a PNG of any size; nil is white paper.
func (p *Page) WritePNG(w io.Writer, paper []byte, stages []Stage) error {
	img, err := p.canvas(paper)
	if err != nil {
		return err
	}
	scale := float64(img.Bounds().Dx()) / max(p.Width, 1)
	for _, s := range stages {
		for _, m := range p.of(s) {
			if !m.Box.Empty() {
				drawBox(img, m.Box, scale, m.ink())
			}
		}
	}
	if err := png.Encode(w, img); err != nil {
		return fmt.Errorf("writing the picture of page %d: %w", p.Number, err)
	}
	return nil
}

// canvas is the page image, to be drawn on.
func (p *Page) canvas(paper []byte) (*image.RGBA, error) {
	if paper == nil {
		height := math.Ceil(PictureWidth * p.Height / max(p.Width, 1))
		img := image.NewRGBA(image.Rect(0, 0, PictureWidth, int(min(height, 10*PictureWidth))))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		return img, nil
	}
	src, err := png.Decode(bytes.NewReader(paper))
	if err != nil {
		return nil, fmt.Errorf("reading the image of page %d: %w", p.Number, err)
	}
	img := image.NewRGBA(image.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	draw.Draw(img, img.Bounds(), src, src.Bounds().Min, draw.Src)
	return img, nil
}

// drawBox fills a box lightly and draws its outline, which is never thinner than
// a pixel, so that ruled lines show.
func drawBox(img draw.Image, b saksok.Box, scale float64, k ink) {
	pen := 3
	if k.thin {
		pen = 1
	}
	r := image.Rect(int(b[0]*scale), int(b[1]*scale), int(math.Ceil(b[2]*scale)), int(math.Ceil(b[3]*scale)))
	r.Max.X, r.Max.Y = max(r.Max.X, r.Min.X+pen), max(r.Max.Y, r.Min.Y+pen)
	ink := image.NewUniform(k.color)
	veil := image.NewUniform(color.Alpha{uint8(255 * k.fill)})
	draw.DrawMask(img, r, ink, image.Point{}, veil, image.Point{}, draw.Over)
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+pen), image.Rect(r.Min.X, r.Max.Y-pen, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+pen, r.Max.Y), image.Rect(r.Max.X-pen, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		draw.Draw(img, side, ink, image.Point{}, draw.Over)
	}
}
