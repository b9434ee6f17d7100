package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"duban/files"
)

var ctx = context.Background()

// clock is a time that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func bucketOf(s *s3Server) files.Bucket {
	return files.Bucket{Endpoint: s.URL, Name: s3Bucket, Prefix: "/duban/", Region: "cn-test-1", AccessKey: s3Access, SecretKey: "secret", PathStyle: true}
}

// onEach runs a test on every kind of shelf.
func onEach(t *testing.T, f func(t *testing.T, shelf files.Shelf, c *clock)) {
	start := time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC)
	t.Run("disk", func(t *testing.T) {
		c := &clock{start}
		disk, err := files.OpenDisk(t.TempDir(), c.now)
		require.NoError(t, err)
		defer func() { require.NoError(t, disk.Close()) }()
		f(t, disk, c)
	})
	t.Run("s3", func(t *testing.T) {
		c := &clock{start}
		shelf, err := files.OpenS3(ctx, bucketOf(newS3Server(t, c.now)))
		require.NoError(t, err)
		f(t, shelf, c)
	})
}

func named(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func put(t *testing.T, s files.Shelf, content string) string {
	t.Helper()
	require.NoError(t, s.Put(ctx, named(content), int64(len(content)), strings.NewReader(content)))
	return named(content)
}

// kept lists what a shelf visits, by name.
func kept(t *testing.T, s files.Shelf) map[string]time.Time {
	t.Helper()
	found := map[string]time.Time{}
	require.NoError(t, s.Each(ctx, func(name string, put time.Time) error {
		require.NotContains(t, found, name, "each once")
		found[name] = put
		return nil
	}))
	return found
}

func TestShelf_GivesBackWhatItKeeps(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		name := put(t, s, "合同")
		require.Equal(t, "合同", string(content(t, s.Open, name)))
		small := name + "-thumbnail"
		require.NoError(t, s.Put(ctx, small, 1, strings.NewReader("x")))
		require.Equal(t, "x", string(content(t, s.Open, small)))
		large := bytes.Repeat([]byte("0123456789abcdef"), 2<<20) // 32 MB
		require.NoError(t, s.Put(ctx, named("large"), int64(len(large)), bytes.NewReader(large)))
		require.True(t, bytes.Equal(large, content(t, s.Open, named("large"))))
		_, _, err := s.Open(ctx, named("other"))
		require.ErrorIs(t, err, files.ErrMissing)
		require.NoError(t, s.Remove(ctx, name))
		_, _, err = s.Open(ctx, name)
		require.ErrorIs(t, err, files.ErrMissing)
		require.NoError(t, s.Remove(ctx, name), "what is gone is gone")
	})
}

func TestShelf_VisitsEverythingWithTheTimeItWasLastPut(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		want := map[string]time.Time{}
		for i := range 11 {
			want[put(t, s, strings.Repeat("x", i+1))] = c.at
		}
		c.at = c.at.Add(time.Hour)
		want[put(t, s, "xxx")] = c.at // again: the time is renewed
		found := kept(t, s)
		require.Len(t, found, len(want))
		for name, at := range want {
			require.True(t, at.Equal(found[name]), "%s: %s, not %s", name, found[name], at)
		}
		stop := errors.New("enough")
		visits := 0
		require.ErrorIs(t, s.Each(ctx, func(string, time.Time) error { visits++; return stop }), stop)
		require.Equal(t, 1, visits)
		ended, cancel := context.WithCancel(ctx)
		cancel()
		require.Error(t, s.Each(ended, func(string, time.Time) error { return nil }))
	})
}

// short is a content that breaks off.
type short struct{ *strings.Reader }

func (s short) Read(b []byte) (int, error) {
	if n, err := s.Reader.Read(b); err == nil {
		return n, nil
	}
	return 0, io.ErrUnexpectedEOF
}

func TestShelf_KeepsAContentWholeOrNotAtAll(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		require.Error(t, s.Put(ctx, named("halved"), 100, strings.NewReader("halve")), "shorter than announced")
		require.Error(t, s.Put(ctx, named("halved"), 100, short{strings.NewReader("halve")}))
		require.Empty(t, kept(t, s))
		require.Equal(t, "halved", string(content(t, s.Open, put(t, s, "halved"))), "and then as if nothing had been")
	})
}

func TestShelf_TakesTheSameContentFromSeveralAtOnce(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		var all sync.WaitGroup
		faults := make([]error, 12)
		for i := range faults {
			all.Go(func() {
				text := []string{"甲", "乙"}[i%2]
				faults[i] = s.Put(ctx, named(text), int64(len(text)), strings.NewReader(text))
			})
		}
		all.Wait()
		require.NoError(t, errors.Join(faults...))
		require.Len(t, kept(t, s), 2)
		require.Equal(t, "甲", string(content(t, s.Open, named("甲"))))
	})
}

func TestShelf_RefusesNamesThatAreNone(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		for _, name := range []string{"", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("a", 64) + "/x"} {
			_, _, err := s.Open(ctx, name)
			require.Error(t, err, name)
			require.Error(t, s.Put(ctx, name, 1, strings.NewReader("x")), name)
			require.Error(t, s.Remove(ctx, name), name)
		}
	})
}

func TestKeeper_SweepsAnyShelf(t *testing.T) {
	onEach(t, func(t *testing.T, s files.Shelf, c *clock) {
		k, err := files.NewKeeper(s, t.TempDir(), shanghai)
		require.NoError(t, err)
		take := func(name string, b []byte) files.Kept {
			got, err := k.Take(ctx, name, bytes.NewReader(b), 1<<20)
			require.NoError(t, err)
			return got
		}
		used, orphan := take("a.jpg", jpegOf(t, 400, 300)), take("b.jpg", jpegOf(t, 40, 30))
		wanted := func(sum string) (bool, error) { return sum == used.Sum, nil }
		gone, err := k.Sweep(ctx, c.at, wanted)
		require.NoError(t, err)
		require.Zero(t, gone, "within the grace nothing goes")
		gone, err = k.Sweep(ctx, c.at.Add(time.Second), wanted)
		require.NoError(t, err)
		require.Equal(t, 2, gone, "the picture and its thumbnail")
		_, _, err = k.Open(ctx, orphan.Sum)
		require.ErrorIs(t, err, files.ErrMissing)
		content(t, k.OpenThumbnail, used.Sum)
	})
}

func TestCopy_TakesWhatIsWantedOutOfABucketAndBack(t *testing.T) {
	c := &clock{time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC)}
	bucket := func() files.Shelf {
		s, err := files.OpenS3(ctx, bucketOf(newS3Server(t, c.now)))
		require.NoError(t, err)
		return s
	}
	from, again := bucket(), bucket()
	folder, err := files.OpenDisk(t.TempDir(), c.now)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, folder.Close()) })
	a, b, other := put(t, from, "甲"), put(t, from, "乙"), put(t, from, "别的")
	require.NoError(t, from.Put(ctx, a+"-thumbnail", 3, strings.NewReader("小")))
	wanted := func(sum string) bool { return sum != other }
	for _, way := range [][2]files.Shelf{{from, folder}, {folder, again}} {
		there, err := files.Copy(ctx, way[0], way[1], wanted)
		require.NoError(t, err)
		require.Equal(t, map[string]bool{a: true, b: true}, there)
		require.Len(t, kept(t, way[1]), 3)
		require.Contains(t, kept(t, way[1]), a+"-thumbnail")
		require.Equal(t, "乙", string(content(t, way[1].Open, b)))
	}
}

func TestS3_SurvivesAnUploadThatDies(t *testing.T) {
	c := &clock{time.Date(2026, 3, 4, 2, 0, 0, 0, time.UTC)}
	server := newS3Server(t, c.now)
	shelf, err := files.OpenS3(ctx, bucketOf(server))
	require.NoError(t, err)
	whole := strings.Repeat("证据", 100_000)
	server.cut.Store(10_000)
	err = shelf.Put(ctx, named(whole), int64(len(whole)), strings.NewReader(whole))
	require.ErrorIs(t, err, files.ErrAway)
	require.Empty(t, server.keys())
	server.cut.Store(0)
	put(t, shelf, whole)
	sum := named(whole)
	require.Equal(t, []string{"duban/" + sum[:2] + "/" + sum}, server.keys())
	require.Equal(t, whole, string(content(t, shelf.Open, sum)))

	server.away.Store(true)
	_, _, err = shelf.Open(ctx, sum)
	require.ErrorIs(t, err, files.ErrAway, "what cannot be reached is not missing")
	require.NotErrorIs(t, err, files.ErrMissing)
	require.ErrorIs(t, shelf.Each(ctx, func(string, time.Time) error { return nil }), files.ErrAway)
}

func TestOpenS3_SaysWhatIsWrong(t *testing.T) {
	c := &clock{time.Now()}
	server := newS3Server(t, c.now)
	for want, change := range map[string]func(*files.Bucket){
		"is no address of an S3 server": func(b *files.Bucket) { b.Endpoint = "s3.example.com" },
		"create it first":               func(b *files.Bucket) { b.Name = "others" },
		"bucket evidence at":            func(b *files.Bucket) { b.AccessKey = "wrong" },
	} {
		b := bucketOf(server)
		change(&b)
		_, err := files.OpenS3(ctx, b)
		require.ErrorContains(t, err, want)
	}
}

// clamd is a daemon that finds EICAR, and nothing else.
func clamd(t *testing.T, answer func(content []byte) string) *files.Clamd {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if content, err := instream(conn); err == nil {
					_, _ = io.WriteString(conn, answer(content)+"\x00")
				}
			}()
		}
	}()
	return &files.Clamd{Address: l.Addr().String(), Wait: 5 * time.Second}
}

func instream(r io.Reader) ([]byte, error) {
	head := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(r, head); err != nil || string(head) != "zINSTREAM\x00" {
		return nil, errors.Join(err, errors.New("no INSTREAM"))
	}
	var all []byte
	for {
		size := make([]byte, 4)
		if _, err := io.ReadFull(r, size); err != nil {
			return nil, err
		}
		n := int(size[0])<<24 | int(size[1])<<16 | int(size[2])<<8 | int(size[3])
		if n == 0 {
			return all, nil
		}
		piece := make([]byte, n)
		if _, err := io.ReadFull(r, piece); err != nil {
			return nil, err
		}
		all = append(all, piece...)
	}
}

func byEicar(content []byte) string {
	if bytes.Contains(content, []byte("EICAR-STANDARD")) {
		return "stream: Eicar-Test-Signature FOUND"
	}
	return "stream: OK"
}

func TestTake_RefusesWhatAScannerFinds(t *testing.T) {
	r := newRoom(t)
	r.Clamd = clamd(t, byEicar)
	_, err := r.take("a.txt", []byte("X5O!P%@AP[4 $EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"))
	var refusal *files.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, files.CodeVirus, refusal.Code)
	require.Equal(t, "Eicar-Test-Signature", refusal.Params["virus"])
	require.Empty(t, r.left(t), "a refused file leaves nothing behind")
	for name, b := range map[string][]byte{"a.txt": []byte("寻常"), "b.jpg": jpegOf(t, 40, 30), "c.txt": bytes.Repeat([]byte("0123456789abcde\n"), 20_000)} {
		got, err := r.take(name, b)
		require.NoError(t, err, name)
		require.NotEmpty(t, got.Sum)
	}
	r.Clamd = clamd(t, func([]byte) string { return "INSTREAM size limit exceeded. ERROR" })
	_, err = r.take("a.txt", []byte("大"))
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, files.CodeUnscanned, refusal.Code)
}

func TestTake_WaitsForAScannerThatIsAway(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	nobody := l.Addr().String()
	require.NoError(t, l.Close())
	socket := filepath.Join(t.TempDir(), "none.sock")
	silent := clamd(t, func([]byte) string { return "" })
	silent.Wait = 100 * time.Millisecond
	strange := clamd(t, func([]byte) string { return "stream: something ERROR" })
	for name, c := range map[string]*files.Clamd{
		"down": {Address: nobody, Wait: time.Second}, "no socket": {Address: "unix:" + socket, Wait: time.Second}, "silent": silent, "strange": strange,
	} {
		r := newRoom(t)
		r.Clamd = c
		_, err := r.take("a.txt", []byte("寻常"))
		require.ErrorIs(t, err, files.ErrAway, name)
		require.Empty(t, r.left(t), name)
		lenient := *c
		lenient.Lenient = true
		r.Clamd = &lenient
		_, err = r.take("a.txt", []byte("寻常"))
		require.NoError(t, err, "%s: where the setting says so, it is kept all the same", name)
	}
}
