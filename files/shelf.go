package files

import (
	"context"
	"errors"
	"io"
	"regexp"
	"time"
)

// Shelf keeps contents under names. A content is there whole or not at all,
// and never changes.
type Shelf interface {
	// Put keeps a content of a known size. Of a name that is there already it
	// only renews the time.
	Put(ctx context.Context, name string, size int64, content io.ReadSeeker) error
	// Open reads a content, or answers ErrMissing.
	Open(ctx context.Context, name string) (io.ReadSeekCloser, int64, error)
	// Remove takes a content away; one that is not there is no error.
	Remove(ctx context.Context, name string) error
	// Each visits every content with the time it was last put.
	Each(ctx context.Context, visit func(name string, put time.Time) error) error
}

// Copy copies the contents that are wanted, with their thumbnails, from one
// shelf to another. It answers the hashes of those that were there.
func Copy(ctx context.Context, from, to Shelf, wanted func(sum string) bool) (there map[string]bool, err error) {
	there = map[string]bool{}
	err = from.Each(ctx, func(name string, _ time.Time) error {
		if !wanted(SumOf(name)) {
			return nil
		}
		content, size, err := from.Open(ctx, name)
		if errors.Is(err, ErrMissing) {
			return nil // taken away meanwhile
		}
		if err != nil {
			return err
		}
		if err := errors.Join(to.Put(ctx, name, size, content), content.Close()); err != nil {
			return err
		}
		if name == SumOf(name) {
			there[name] = true
		}
		return nil
	})
	return there, err
}

// ErrMissing says that nothing is kept under a name.
var ErrMissing = errors.New("files: nothing is kept under this name")

// A name is the SHA-256 of a content, for a thumbnail that of its picture.
var contentName = regexp.MustCompile(`^[0-9a-f]{64}(-thumbnail)?$`)

func thumbnailOf(sum string) string { return sum + "-thumbnail" }

// SumOf is the hash that a name stands for.
func SumOf(name string) string { return name[:min(64, len(name))] }
