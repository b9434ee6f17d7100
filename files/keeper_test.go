package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"duban/files"
)

var shanghai = time.FixedZone("CST", 8*3600)

type room struct {
	*files.Keeper
	folder string
	now    time.Time
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{folder: t.TempDir(), now: time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC)}
	disk, err := files.OpenDisk(r.folder, func() time.Time { return r.now })
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, disk.Close()) })
	r.Keeper, err = files.NewKeeper(disk, filepath.Join(r.folder, "partial"), shanghai)
	require.NoError(t, err)
	return r
}

func (r *room) take(name string, content []byte) (files.Kept, error) {
	return r.Take(context.Background(), name, bytes.NewReader(content), 1<<20)
}

// left lists every file in the folder.
func (r *room) left(t *testing.T) []string {
	t.Helper()
	var found []string
	require.NoError(t, filepath.WalkDir(r.folder, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func content[R io.ReadCloser](t *testing.T, open func(context.Context, string) (R, int64, error), sum string) []byte {
	t.Helper()
	r, size, err := open(context.Background(), sum)
	require.NoError(t, err)
	b, err := io.ReadAll(r)
	require.NoError(t, err)
	require.NoError(t, r.Close())
	require.Len(t, b, int(size))
	return b
}

func TestTake_RefusesWhatIsNotWhatItSays(t *testing.T) {
	photo := jpegOf(t, 40, 30)
	cases := []struct {
		why, name string
		content   []byte
		want      files.Code
	}{
		{"empty", "a.txt", nil, files.CodeEmpty},
		{"too large", "a.txt", bytes.Repeat([]byte("字"), 1<<20), files.CodeTooLarge},
		{"no name", "", photo, files.CodeName},
		{"a path and no name", "../../", photo, files.CodeName},
		{"only an extension", ".jpg", photo, files.CodeName},
		{"a name that is no text", "\xff.jpg", photo, files.CodeName},
		{"no extension", "photo", photo, files.CodeName},
		{"a program", "setup.exe", []byte("MZ\x90\x00"), files.CodeExtension},
		{"a page", "a.html", []byte(script), files.CodeExtension},
		{"a page in two extensions", "a.jpg.html", []byte(script), files.CodeExtension},
		{"an archive", "a.zip", docx(t), files.CodeExtension},
		{"a drawing with a script", "a.svg", []byte(svg), files.CodeExtension},
		{"a drawing called a picture", "a.png", []byte(svg), files.CodeContent},
		{"a drawing called a text", "a.txt", []byte(svg), files.CodeContent},
		{"a page called a text", "a.txt", []byte("<!DOCTYPE html><html>" + script), files.CodeContent},
		{"a page called a picture", "a.jpg", []byte("<html>" + script), files.CodeContent},
		{"a program called a picture", "a.jpg", append([]byte("MZ\x90\x00"), make([]byte, 200)...), files.CodeContent},
		{"bytes called a text", "a.txt", append([]byte(strings.Repeat("abc", 2000)), 0, 1, 2), files.CodeContent},
		{"a PNG called JPEG", "a.jpg", pngOf(t, 4, 4), files.CodeContent},
		{"an archive called a document", "a.docx", zipOf(t, map[string]string{"x.txt": "x"}), files.CodeContent},
		{"a table called a document", "a.docx", zipOf(t, map[string]string{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), files.CodeContent},
		{"a document with a picture before it", "a.docx", append(bytes.Clone(photo), docx(t)...), files.CodeContent},
		{"a document that leads out", "a.docx", docx(t, "../../evil.txt"), files.CodeBroken},
		{"a document from the root", "a.docx", docx(t, "/etc/passwd"), files.CodeBroken},
		{"a document from a drive", "a.docx", docx(t, `..\evil.txt`), files.CodeBroken},
		{"a document with a program", "a.docx", docx(t, "word/vbaProject.bin"), files.CodeMacros},
		{"a document that unpacks to gigabytes", "a.docx", zipBomb(t), files.CodeUnpacksHuge},
		{"half a document", "a.docx", docx(t)[:60], files.CodeBroken},
		{"a picture of 3.6 billion pixels", "a.png", hugePNG(), files.CodeManyPixels},
		{"half a picture", "a.jpg", photo[:200], files.CodeBroken},
		{"half a WebP", "a.webp", webp1(t)[:24], files.CodeBroken},
		{"an old document called a PDF", "a.pdf", []byte(ole), files.CodeContent},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			r := newRoom(t)
			_, err := r.take(c.name, c.content)
			var refusal *files.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, c.want, refusal.Code, "%v", refusal.Params)
			require.Empty(t, r.left(t), "a refused file leaves nothing behind")
		})
	}
}

func TestTake_KeepsWhatPeopleHandIn(t *testing.T) {
	cases := []struct {
		name    string
		content []byte
		want    string
	}{
		{"说明.txt", []byte("已完成征地 120 亩。\n"), "text/plain"},
		{"gbk.txt", []byte("\xd2\xd1\xcd\xea\xb3\xc9"), "text/plain"},
		{"合同.PDF", []byte("%PDF-1.4\n%%EOF"), "application/pdf"},
		{"合同.docx", docx(t), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"台账.xlsx", zipOf(t, map[string]string{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"旧.doc", []byte(ole), "application/msword"},
		{"旧.xls", []byte(ole), "application/vnd.ms-excel"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			kept, err := r.take(c.name, c.content)
			require.NoError(t, err)
			require.Equal(t, c.want, kept.Type)
			require.Equal(t, kept.Sent, kept.Sum)
			require.Equal(t, c.content, content(t, r.Open, kept.Sum))
			require.Len(t, r.left(t), 1)
			again, err := r.take(c.name, c.content)
			require.NoError(t, err)
			require.Equal(t, kept, again)
			require.Len(t, r.left(t), 1, "one content is kept once")
		})
	}
}

func TestTake_ReadsTimeAndPlaceOfAPhotoAndDropsThem(t *testing.T) {
	r := newRoom(t)
	sent := append(withExif(jpegOf(t, 400, 300), exifBlock()), docx(t)...) // and an archive behind it
	kept, err := r.take("IMG_0001.jpg", sent)
	require.NoError(t, err)
	require.Equal(t, time.Date(2026, 3, 4, 1, 30, 0, 0, time.UTC), *kept.TakenAt)
	require.Equal(t, files.Place{North: 31.5, East: 120.25}, *kept.Place)
	require.Equal(t, [2]int{300, 400}, [2]int{kept.Width, kept.Height}, "turned as it was held")

	b := content(t, r.Open, kept.Sum)
	require.NotContains(t, string(b), "Exif")
	require.NotContains(t, string(b), "word/document.xml")
	img, err := jpeg.Decode(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, image.Pt(300, 400), img.Bounds().Size())

	small, err := jpeg.Decode(bytes.NewReader(content(t, r.OpenThumbnail, kept.Sum)))
	require.NoError(t, err)
	require.Equal(t, image.Pt(240, 320), small.Bounds().Size())
}

func TestTake_WritesPicturesAnew(t *testing.T) {
	r := newRoom(t)
	kept, err := r.take("a.png", append(pngOf(t, 20, 10), script...))
	require.NoError(t, err)
	b := content(t, r.Open, kept.Sum)
	require.NotContains(t, string(b), "script")
	img, err := png.Decode(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, photo(20, 10).At(7, 5), img.At(7, 5))

	kept, err = r.take("a.webp", append(webp1(t), script...))
	require.NoError(t, err)
	require.Equal(t, [2]int{1, 1}, [2]int{kept.Width, kept.Height})
	require.NotContains(t, string(content(t, r.Open, kept.Sum)), "script")
	again, err := r.take("b.webp", content(t, r.Open, kept.Sum))
	require.NoError(t, err, "what was written can be read")
	require.Equal(t, kept.Sum, again.Sum)
}

func TestTake_SurvivesAnyExif(t *testing.T) {
	base, block := jpegOf(t, 8, 8), exifBlock()
	r := newRoom(t)
	rapid.Check(t, func(t *rapid.T) {
		b := bytes.Clone(block)
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		b = b[:rapid.IntRange(0, len(b)).Draw(t, "length")]
		if _, err := r.take("a.jpg", withExif(base, b)); err != nil {
			t.Fatalf("a photo is taken whatever stands beside it: %v", err)
		}
	})
}

func TestTake_SurvivesAnyBytes(t *testing.T) {
	r := newRoom(t)
	seeds := map[string][]byte{"a.jpg": jpegOf(t, 16, 16), "a.png": pngOf(t, 16, 16), "a.webp": webp1(t), "a.docx": docx(t), "a.pdf": []byte("%PDF-1.4\n%%EOF")}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"a.jpg", "a.png", "a.webp", "a.docx", "a.pdf"}).Draw(t, "name")
		b := bytes.Clone(seeds[name])
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		var refusal *files.Error
		if _, err := r.take(name, b); err != nil && !errors.As(err, &refusal) {
			t.Fatalf("neither taken nor refused: %v", err)
		}
	})
}

// TestTake_StreamsLargeFiles: memory does not grow with the file.
func TestTake_StreamsLargeFiles(t *testing.T) {
	r := newRoom(t)
	const size = 64 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kept, err := r.Take(context.Background(), "large.txt", io.LimitReader(line{}, size), 100<<20)
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	require.EqualValues(t, size, kept.Size)
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20))
}

type line struct{}

func (line) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = "0123456789abcde\n"[i%16]
	}
	return len(b), nil
}

// cut is a phone that loses its connection.
type cut struct{ io.Reader }

func (c cut) Read(b []byte) (int, error) {
	if n, err := c.Reader.Read(b); err == nil {
		return n, nil
	}
	return 0, io.ErrUnexpectedEOF
}

func TestTake_LeavesNothingOfAnUploadThatBroke(t *testing.T) {
	r := newRoom(t)
	_, err := r.Take(context.Background(), "a.txt", cut{strings.NewReader("half a")}, 1<<20)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.Empty(t, r.left(t))
}

func TestSweep_TakesOrphansAfterTheGraceOnly(t *testing.T) {
	r := newRoom(t)
	ctx := context.Background()
	used, err := r.take("used.jpg", jpegOf(t, 400, 300))
	require.NoError(t, err)
	orphan, err := r.take("orphan.jpg", jpegOf(t, 40, 30))
	require.NoError(t, err)
	dead := filepath.Join(r.folder, "partial", "arriving-1")
	require.NoError(t, os.WriteFile(dead, []byte("half"), 0o600))
	require.NoError(t, os.Chtimes(dead, r.now, r.now))
	wanted := func(sum string) (bool, error) { return sum == used.Sum, nil }

	gone, err := r.Sweep(ctx, r.now, wanted)
	require.NoError(t, err)
	require.Zero(t, gone, "within the grace nothing goes")

	gone, err = r.Sweep(ctx, r.now.Add(time.Second), wanted)
	require.NoError(t, err)
	require.Equal(t, 2, gone, "the picture and its thumbnail")
	require.NoFileExists(t, dead)
	_, _, err = r.Open(ctx, orphan.Sum)
	require.ErrorIs(t, err, files.ErrMissing)
	content(t, r.OpenThumbnail, used.Sum)

	r.now = r.now.Add(time.Hour) // handed in again: the grace begins anew
	_, err = r.take("used.jpg", jpegOf(t, 400, 300))
	require.NoError(t, err)
	gone, err = r.Sweep(ctx, r.now, func(string) (bool, error) { return false, nil })
	require.NoError(t, err)
	require.Zero(t, gone)
}

func TestCleanName_KeepsTheLastPartOnly(t *testing.T) {
	for name, want := range map[string]string{
		"../../etc/passwd.txt":            "passwd.txt",
		`C:\Users\me\合同.pdf`:              "合同.pdf",
		"a\u202egpj.exe":                  "agpj.exe",
		"a\r\nSet-Cookie: x.txt":          "aSet-Cookie x.txt",
		" 照片 (1).jpg ":                    "照片 (1).jpg",
		strings.Repeat("长", 200) + ".jpg": strings.Repeat("长", 116) + ".jpg",
		"..":                              "",
		"a.":                              "",
	} {
		require.Equal(t, want, files.CleanName(name), fmt.Sprintf("%q", name))
	}
}
