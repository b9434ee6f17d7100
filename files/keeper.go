package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Keeper takes files in, and gives them back.
type Keeper struct {
	Shelf Shelf
	Spool string         // folder where what arrives is judged before it is kept
	Zone  *time.Location // of cameras that do not tell theirs
	Clamd *Clamd         // looks for viruses; nil: nobody does

	pictures chan struct{} // one picture is unpacked at a time: what that takes is bounded
}

// NewKeeper keeps files on a shelf. The folder of its spool is made when
// missing.
func NewKeeper(shelf Shelf, spool string, zone *time.Location) (*Keeper, error) {
	if err := os.MkdirAll(spool, 0o700); err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	return &Keeper{Shelf: shelf, Spool: spool, Zone: zone, pictures: make(chan struct{}, 1)}, nil
}

// Kept is what is known of a file that was taken.
type Kept struct {
	Name          string
	Sent          string // SHA-256 of what was sent
	Sum           string // SHA-256 of what is kept
	Type          string
	Size          int64
	Width, Height int // of pictures, as are the next two
	TakenAt       *time.Time
	Place         *Place
}

const spoolPattern = "arriving-*"

// Take reads a file of at most so many bytes, judges it and keeps it. What it
// refuses is an *Error; nothing is kept then. Memory does not grow with the
// file, but for one picture at a time.
func (k *Keeper) Take(ctx context.Context, name string, content io.Reader, most int64) (Kept, error) {
	kept := Kept{Name: CleanName(name)}
	if kept.Name == "" {
		return kept, refuse(CodeName)
	}
	arrived, err := k.spool()
	if err != nil {
		return kept, err
	}
	defer arrived.discard()
	if _, err := io.Copy(arrived, io.LimitReader(content, most+1)); err != nil {
		return kept, err
	}
	switch {
	case arrived.size == 0:
		return kept, refuse(CodeEmpty)
	case arrived.size > most:
		return kept, refuse(CodeTooLarge, "max", fmt.Sprintf("%d MB", most>>20))
	}
	kind, refusal := kindOf(kept.Name, arrived, arrived.size)
	if refusal != nil {
		return kept, refusal
	}
	if k.Clamd != nil {
		if err := k.Clamd.scan(ctx, io.NewSectionReader(arrived, 0, arrived.size)); err != nil {
			return kept, err
		}
	}
	kept.Type, kept.Sent = kind.Type, arrived.sum()
	if strings.HasPrefix(kept.Type, "image/") {
		return k.takePicture(ctx, kept, arrived)
	}
	kept.Sum, kept.Size = kept.Sent, arrived.size
	return kept, k.put(ctx, kept.Sum, arrived)
}

func (k *Keeper) takePicture(ctx context.Context, kept Kept, arrived *spooled) (Kept, error) {
	select {
	case k.pictures <- struct{}{}:
		defer func() { <-k.pictures }()
	case <-ctx.Done():
		return kept, ctx.Err()
	}
	told := tellings(kept.Type, arrived, arrived.size, k.Zone)
	kept.TakenAt, kept.Place = told.TakenAt, told.Place
	p, refusal := readPicture(kept.Type, arrived, arrived.size, told.Orientation)
	if refusal != nil {
		return kept, refusal
	}
	kept.Width, kept.Height = p.Width, p.Height
	clean, err := k.spool()
	if err != nil {
		return kept, err
	}
	defer clean.discard()
	if err := rewrite(kept.Type, p, arrived, arrived.size, clean); err != nil {
		return kept, err
	}
	small, err := thumbnail(p)
	if err != nil {
		return kept, err
	}
	kept.Sum, kept.Size = clean.sum(), clean.size
	if err := k.Shelf.Put(ctx, thumbnailOf(kept.Sum), int64(len(small)), bytes.NewReader(small)); err != nil {
		return kept, err
	}
	return kept, k.put(ctx, kept.Sum, clean)
}

func (k *Keeper) put(ctx context.Context, sum string, s *spooled) error {
	return k.Shelf.Put(ctx, sum, s.size, io.NewSectionReader(s, 0, s.size))
}

// Open reads a file that was kept, or answers ErrMissing.
func (k *Keeper) Open(ctx context.Context, sum string) (io.ReadCloser, int64, error) {
	return k.Shelf.Open(ctx, sum)
}

// OpenThumbnail reads the thumbnail of a picture that was kept.
func (k *Keeper) OpenThumbnail(ctx context.Context, sum string) (io.ReadCloser, int64, error) {
	return k.Shelf.Open(ctx, thumbnailOf(sum))
}

// Sweep removes what was put before a moment and is not wanted any more, and
// what dead processes left half done. It returns how many contents went.
func (k *Keeper) Sweep(ctx context.Context, before time.Time, wanted func(sum string) (bool, error)) (int, error) {
	gone := 0
	err := k.Shelf.Each(ctx, func(name string, put time.Time) error {
		if !put.Before(before) {
			return nil
		}
		keep, err := wanted(SumOf(name))
		if err != nil || keep {
			return err
		}
		gone++
		return k.Shelf.Remove(ctx, name)
	})
	if d, ok := k.Shelf.(*Disk); ok && err == nil {
		err = d.Clear(before)
	}
	return gone, errors.Join(err, k.clearSpool(before))
}

func (k *Keeper) clearSpool(before time.Time) error {
	left, err := filepath.Glob(filepath.Join(k.Spool, spoolPattern))
	if err != nil {
		return err
	}
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && info.ModTime().Before(before) {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// spooled is a file that is being judged. What is written to it is counted
// and hashed on the way.
type spooled struct {
	file *os.File
	hash hash.Hash
	size int64
}

func (k *Keeper) spool() (*spooled, error) {
	f, err := os.CreateTemp(k.Spool, spoolPattern)
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	return &spooled{file: f, hash: sha256.New()}, nil
}

func (s *spooled) Write(b []byte) (int, error) {
	n, err := s.file.Write(b)
	s.hash.Write(b[:n])
	s.size += int64(n)
	return n, err
}

func (s *spooled) ReadAt(b []byte, at int64) (int, error) { return s.file.ReadAt(b, at) }

func (s *spooled) sum() string { return hex.EncodeToString(s.hash.Sum(nil)) }

func (s *spooled) discard() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name())
}
