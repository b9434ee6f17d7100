package files_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func photo(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	return img
}

func jpegOf(t *testing.T, w, h int) []byte {
	var b bytes.Buffer
	require.NoError(t, jpeg.Encode(&b, photo(w, h), nil))
	return b.Bytes()
}

func pngOf(t *testing.T, w, h int) []byte {
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, photo(w, h)))
	return b.Bytes()
}

// exifBlock is what a phone writes: held upright, 2026-03-04 09:30 in +08:00,
// at 31.5 north, 120.25 east.
func exifBlock() []byte {
	le := binary.LittleEndian
	b := append([]byte("II*\x00"), le.AppendUint32(nil, 8)...)
	entry := func(tag, typ uint16, n, value uint32) {
		b = le.AppendUint16(le.AppendUint16(b, tag), typ)
		b = le.AppendUint32(le.AppendUint32(b, n), value)
	}
	b = le.AppendUint16(b, 3) // at 8
	entry(0x0112, 3, 1, 6)
	entry(0x8769, 4, 1, 50)
	entry(0x8825, 4, 1, 80)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 2) // at 50
	entry(0x9003, 2, 20, 134)
	entry(0x9011, 2, 7, 154)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 4) // at 80
	entry(1, 2, 2, 'N')
	entry(2, 5, 3, 162)
	entry(3, 2, 2, 'E')
	entry(4, 5, 3, 186)
	b = le.AppendUint32(b, 0)
	b = append(b, "2026:03:04 09:30:00\x00"...) // at 134
	b = append(b, "+08:00\x00\x00"...)
	for _, v := range []uint32{31, 1, 30, 1, 0, 1, 120, 1, 15, 1, 0, 1} {
		b = le.AppendUint32(b, v)
	}
	return b
}

// withExif puts a block behind the first marker of a JPEG.
func withExif(photo, block []byte) []byte {
	segment := append([]byte("\xff\xe1"), binary.BigEndian.AppendUint16(nil, uint16(len(block)+8))...)
	segment = append(append(segment, "Exif\x00\x00"...), block...)
	return append(append(bytes.Clone(photo[:2]), segment...), photo[2:]...)
}

func zipOf(t *testing.T, files map[string]string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = f.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func docx(t *testing.T, more ...string) []byte {
	files := map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
	for _, name := range more {
		files[name] = "x"
	}
	return zipOf(t, files)
}

// zipBomb claims an entry of four gigabytes in a few hundred bytes.
func zipBomb(t *testing.T) []byte {
	b := docx(t, "word/media/image1.bmp")
	at := bytes.LastIndex(b, []byte("word/media/image1.bmp")) - 46
	require.Equal(t, "PK\x01\x02", string(b[at:at+4]))
	binary.LittleEndian.PutUint32(b[at+24:], 4_000_000_000)
	return b
}

// hugePNG claims 60,000 by 60,000 pixels in a hundred bytes.
func hugePNG() []byte {
	head := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, 60_000), 60_000)...)
	head = append(head, 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), binary.BigEndian.AppendUint32(nil, 13)...)
	b = binary.BigEndian.AppendUint32(append(b, head...), crc32.ChecksumIEEE(head))
	return append(b, make([]byte, 64)...)
}

// webp1 is a WebP of one pixel, lossless.
func webp1(t *testing.T) []byte {
	b, err := base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	require.NoError(t, err)
	return b
}

var script = "<script>alert(document.cookie)</script>"

var svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">` + script + `</svg>`

var ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1016)
