package files

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"strconv"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

const (
	maxPixels     = 32_000_000
	thumbnailSide = 320
	quality       = 90 // of a photo that is written anew
)

// picture is a picture read and judged.
type picture struct {
	Image         image.Image
	Width, Height int
}

// readPicture judges the size that a picture claims before any of it is
// unpacked, then reads it, turned the way the camera was held.
func readPicture(media string, content io.ReaderAt, size int64, orientation int) (picture, *Error) {
	section := func() io.Reader { return io.NewSectionReader(content, 0, size) }
	decoders := map[string]struct {
		config func(io.Reader) (image.Config, error)
		decode func(io.Reader) (image.Image, error)
	}{
		"image/jpeg": {jpeg.DecodeConfig, jpeg.Decode}, "image/png": {png.DecodeConfig, png.Decode}, "image/webp": {webp.DecodeConfig, webp.Decode},
	}
	d := decoders[media]
	broken := refuse(CodeBroken, "extension", media[len("image/"):])
	config, err := d.config(section())
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return picture{}, broken
	}
	if int64(config.Width)*int64(config.Height) > maxPixels {
		return picture{}, refuse(CodeManyPixels, "width", strconv.Itoa(config.Width), "height", strconv.Itoa(config.Height), "max", strconv.Itoa(maxPixels/1_000_000))
	}
	img, err := d.decode(section())
	if err != nil {
		return picture{}, broken
	}
	img = turned(img, orientation)
	return picture{Image: img, Width: img.Bounds().Dx(), Height: img.Bounds().Dy()}, nil
}

// turned applies the orientation that a camera wrote beside the picture.
func turned(img image.Image, orientation int) image.Image {
	if orientation <= 1 {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	from := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(from, from.Bounds(), img, b.Min, draw.Src)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := moved(x, y, w, h, orientation)
			copy(to.Pix[to.PixOffset(tx, ty):][:4], from.Pix[from.PixOffset(x, y):][:4])
		}
	}
	return to
}

// moved is where a pixel of a picture of that size goes.
func moved(x, y, w, h, orientation int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}

// rewrite writes a picture anew: what stood beside it, before it or behind it
// is gone, place and device of the photographer too.
func rewrite(media string, p picture, content io.ReaderAt, size int64, into io.Writer) error {
	switch media {
	case "image/jpeg":
		return jpeg.Encode(into, p.Image, &jpeg.Options{Quality: quality})
	case "image/png":
		return (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(into, p.Image)
	}
	return rewriteWebP(content, size, into)
}

// rewriteWebP keeps the chunks that are the picture and drops the others;
// there is no encoder to write it anew.
func rewriteWebP(content io.ReaderAt, size int64, into io.Writer) error {
	var kept bytes.Buffer
	for at := int64(12); at+8 <= size; {
		head := readAt(content, at, 8)
		if head == nil {
			break
		}
		name, length := string(head[:4]), int64(binary.LittleEndian.Uint32(head[4:]))
		whole := 8 + length + length&1
		if at+8+length > size {
			break
		}
		if name == "VP8 " || name == "VP8L" || name == "VP8X" || name == "ALPH" {
			chunk := make([]byte, whole)
			if _, err := content.ReadAt(chunk[:8+length], at); err != nil {
				return fmt.Errorf("files: %w", err)
			}
			if name == "VP8X" && length > 0 {
				chunk[8] &= 0x10 // of its flags, only that it can be seen through
			}
			kept.Write(chunk)
		}
		at += whole
	}
	head := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(kept.Len()+4))...)
	if _, err := into.Write(append(head, "WEBP"...)); err != nil {
		return err
	}
	_, err := kept.WriteTo(into)
	return err
}

// thumbnail is a small JPEG of a picture.
func thumbnail(p picture) ([]byte, error) {
	w, h := p.Width, p.Height
	if longest := max(w, h); longest > thumbnailSide {
		w, h = max(1, w*thumbnailSide/longest), max(1, h*thumbnailSide/longest)
	}
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(small, small.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	xdraw.ApproxBiLinear.Scale(small, small.Bounds(), p.Image, p.Image.Bounds(), xdraw.Over, nil)
	var b bytes.Buffer
	err := jpeg.Encode(&b, small, &jpeg.Options{Quality: 80})
	return b.Bytes(), err
}
