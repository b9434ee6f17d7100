package files

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// Disk keeps contents in a folder, spread over subfolders by the first two
// pairs of characters of their names.
type Disk struct {
	root  *os.Root
	clock func() time.Time
}

const partial = "partial" // where contents grow before they are whole

// OpenDisk opens a folder, making it when missing.
func OpenDisk(folder string, clock func() time.Time) (*Disk, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	if err := root.MkdirAll(partial, 0o700); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("files: %w", err)
	}
	return &Disk{root: root, clock: clock}, nil
}

// Close gives the folder back.
func (d *Disk) Close() error { return d.root.Close() }

func placeOf(name string) (string, error) {
	if !contentName.MatchString(name) {
		return "", fmt.Errorf("files: %q is no name of a content", name)
	}
	return path.Join(name[:2], name[2:4], name), nil
}

// Put writes beside, makes sure that it is on the disk, and renames: a process
// that dies leaves the content whole or absent.
func (d *Disk) Put(_ context.Context, name string, size int64, content io.ReadSeeker) error {
	at, err := placeOf(name)
	if err != nil {
		return err
	}
	now := d.clock()
	if info, err := d.root.Stat(at); err == nil && info.Size() == size {
		return d.root.Chtimes(at, now, now)
	}
	beside := path.Join(partial, name+"."+rand.Text())
	if err := d.write(beside, size, content); err != nil {
		_ = d.root.Remove(beside)
		return fmt.Errorf("files: keep %s: %w", name, err)
	}
	if err := d.settle(beside, at, now); err != nil {
		return fmt.Errorf("files: keep %s: %w", name, err)
	}
	return nil
}

func (d *Disk) write(at string, size int64, content io.ReadSeeker) error {
	f, err := d.root.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(f, content)
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes of %d: %w", n, size, io.ErrUnexpectedEOF)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// settle gives a whole content its name, and makes the name last.
func (d *Disk) settle(from, to string, now time.Time) error {
	folder := path.Dir(to)
	if err := d.root.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := d.root.Chtimes(from, now, now); err != nil {
		return err
	}
	if err := d.root.Rename(from, to); err != nil {
		return err
	}
	for _, f := range []string{folder, path.Dir(folder), "."} {
		if err := d.sync(f); err != nil {
			return err
		}
	}
	return nil
}

func (d *Disk) sync(folder string) error {
	f, err := d.root.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Open reads a content.
func (d *Disk) Open(_ context.Context, name string) (io.ReadSeekCloser, int64, error) {
	at, err := placeOf(name)
	if err != nil {
		return nil, 0, err
	}
	f, err := d.root.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, ErrMissing
	}
	if err != nil {
		return nil, 0, fmt.Errorf("files: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// Remove takes a content away.
func (d *Disk) Remove(_ context.Context, name string) error {
	at, err := placeOf(name)
	if err != nil {
		return err
	}
	if err := d.root.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("files: %w", err)
	}
	return nil
}

// Each visits every content.
func (d *Disk) Each(ctx context.Context, visit func(string, time.Time) error) error {
	return fs.WalkDir(d.root.FS(), ".", func(at string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case entry.IsDir() && at == partial:
			return fs.SkipDir
		case entry.IsDir() || !contentName.MatchString(entry.Name()):
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		return visit(entry.Name(), info.ModTime())
	})
}

// Clear removes what dead processes left half written before a moment.
func (d *Disk) Clear(before time.Time) error {
	entries, err := fs.ReadDir(d.root.FS(), partial)
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.ModTime().Before(before) {
			continue
		}
		if err := d.root.Remove(path.Join(partial, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
