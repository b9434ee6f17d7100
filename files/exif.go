package files

import (
	"encoding/binary"
	"io"
	"math"
	"strings"
	"time"
)

// Place is where a picture says it was taken, in degrees north and east.
type Place struct {
	North float64 `json:"north"`
	East  float64 `json:"east"`
}

// told is what a picture tells beside the picture.
type told struct {
	TakenAt     *time.Time
	Place       *Place
	Orientation int // 1..8; 1 where it says nothing
}

// maxExif bounds the block that is read; cameras write less than 64 KiB.
const maxExif = 64 << 10

// tellings reads the time and place of a picture. Whatever is damaged or
// absent is left out: it is no reason to refuse the picture.
func tellings(media string, content io.ReaderAt, size int64, zone *time.Location) told {
	var block []byte
	switch media {
	case "image/jpeg":
		block = exifOfJPEG(content, size)
	case "image/png":
		block = exifOfChunks(content, size, 8, binary.BigEndian, "eXIf")
	case "image/webp":
		block = exifOfChunks(content, size, 12, binary.LittleEndian, "EXIF")
	}
	return readExif(block, zone)
}

func readAt(content io.ReaderAt, at int64, n int) []byte {
	b := make([]byte, n)
	if got, _ := content.ReadAt(b, at); got < n {
		return nil
	}
	return b
}

func exifOfJPEG(content io.ReaderAt, size int64) []byte {
	for at := int64(2); at+4 < size; {
		head := readAt(content, at, 4)
		if head == nil || head[0] != 0xff || head[1] == 0xda { // the picture itself begins
			return nil
		}
		length := int(binary.BigEndian.Uint16(head[2:]))
		if head[1] == 0xe1 && length > 8 {
			if b := readAt(content, at+4, length-2); b != nil && string(b[:6]) == "Exif\x00\x00" {
				return b[6:]
			}
		}
		at += 2 + int64(max(length, 2))
	}
	return nil
}

// exifOfChunks looks through the chunks of a PNG (length, name, content,
// checksum) or of a WebP (name, length, content, padding).
func exifOfChunks(content io.ReaderAt, size, at int64, order binary.ByteOrder, want string) []byte {
	png := want == "eXIf"
	for range 10_000 {
		head := readAt(content, at, 8)
		if head == nil || at >= size {
			return nil
		}
		name, length := string(head[:4]), int64(order.Uint32(head[4:]))
		if png {
			name, length = string(head[4:]), int64(order.Uint32(head[:4]))
		}
		if name == want && length <= maxExif {
			return []byte(strings.TrimPrefix(string(readAt(content, at+8, int(length))), "Exif\x00\x00"))
		}
		if at += 8 + length; png {
			at += 4
		} else {
			at += length & 1
		}
	}
	return nil
}

// exif is a block of tags; every read beyond it gives nothing.
type exif struct {
	b     []byte
	order binary.ByteOrder
}

const (
	tagOrientation = 0x0112
	tagDetails     = 0x8769
	tagPlace       = 0x8825
	tagTaken       = 0x9003
	tagTakenOffset = 0x9011
)

func readExif(b []byte, zone *time.Location) told {
	t := told{Orientation: 1}
	if len(b) < 8 {
		return t
	}
	x := exif{b: b, order: binary.LittleEndian}
	if string(b[:2]) == "MM" {
		x.order = binary.BigEndian
	}
	root := x.tags(x.u32(4))
	if o := int(x.u16(root[tagOrientation] + 8)); root[tagOrientation] != 0 && o >= 1 && o <= 8 {
		t.Orientation = o
	}
	if at := root[tagDetails]; at != 0 {
		details := x.tags(x.u32(at + 8))
		t.TakenAt = takenAt(x.text(details[tagTaken]), x.text(details[tagTakenOffset]), zone)
	}
	if at := root[tagPlace]; at != 0 {
		t.Place = x.place(x.tags(x.u32(at + 8)))
	}
	return t
}

func (x exif) u16(at uint32) uint16 {
	if uint64(at)+2 > uint64(len(x.b)) {
		return 0
	}
	return x.order.Uint16(x.b[at:])
}

func (x exif) u32(at uint32) uint32 {
	if uint64(at)+4 > uint64(len(x.b)) {
		return 0
	}
	return x.order.Uint32(x.b[at:])
}

// tags lists where the entries of a directory stand, by tag.
func (x exif) tags(at uint32) map[uint16]uint32 {
	found := map[uint16]uint32{}
	for i := range uint32(min(x.u16(at), 200)) {
		entry := at + 2 + 12*i
		if uint64(entry)+12 > uint64(len(x.b)) {
			break
		}
		found[x.u16(entry)] = entry
	}
	return found
}

// text reads a text entry; short ones stand in the entry itself.
func (x exif) text(entry uint32) string {
	n := uint64(x.u32(entry + 4))
	if entry == 0 || n > 64 {
		return ""
	}
	at := uint64(entry) + 8
	if n > 4 {
		at = uint64(x.u32(entry + 8))
	}
	if at+n > uint64(len(x.b)) {
		return ""
	}
	return strings.TrimRight(string(x.b[at:at+n]), "\x00 ")
}

func takenAt(text, offset string, zone *time.Location) *time.Time {
	at, err := time.ParseInLocation("2006:01:02 15:04:05", text, zone)
	if exact, wrong := time.Parse("2006:01:02 15:04:05-07:00", text+offset); wrong == nil {
		at, err = exact, nil
	}
	if err != nil || at.Year() < 1990 || at.Year() > 2200 {
		return nil
	}
	at = at.UTC()
	return &at
}

// place reads degrees, minutes and seconds of both directions.
func (x exif) place(tags map[uint16]uint32) *Place {
	angle := func(entry uint32) float64 {
		if entry == 0 || x.u32(entry+4) != 3 {
			return math.NaN()
		}
		at, degrees, unit := x.u32(entry+8), 0.0, 1.0
		for range 3 {
			degrees += float64(x.u32(at)) / float64(x.u32(at+4)) / unit
			at, unit = at+8, unit*60
		}
		return math.Round(degrees*1e6) / 1e6
	}
	north, east := angle(tags[2]), angle(tags[4])
	if !(north <= 90 && east <= 180) || north == 0 && east == 0 { // also where they are no numbers
		return nil
	}
	if x.text(tags[1]) == "S" {
		north = -north
	}
	if x.text(tags[3]) == "W" {
		east = -east
	}
	return &Place{North: north, East: east}
}
