package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	"duban/files"
	"duban/store"
)

// What a backup holds: the record and the evidence files. Temporal's own data
// is no part of it: running goals are started again from the record.
const (
	databaseFile = "duban.db"
	filesFolder  = "files"
)

type backupCommand struct {
	Database database    `embed:""`
	Evidence whereabouts `embed:""`
	To       string      `arg:"" type:"path" help:"Folder to write to; it must not exist."`
}

// Run copies the record, consistent as of one moment, while the program may be
// running, and then the evidence that it names, from the folder or the bucket:
// contents never change once written.
func (c backupCommand) Run(ctx context.Context, logger *slog.Logger) error {
	if c.Database.MySQL != "" {
		return errors.New("back up MySQL with its own tools, e.g. mysqldump --single-transaction; the folder or bucket of evidence can be copied at any time after it")
	}
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, c.Database, false)
	if err != nil {
		return err
	}
	if err := os.Mkdir(c.To, 0o700); err != nil {
		return fmt.Errorf("backup folder: %w", err)
	}
	if err := s.CopyTo(ctx, filepath.Join(c.To, databaseFile)); err != nil {
		return err
	}
	from, err := p.shelf(ctx, c.Evidence, c.Database)
	if err != nil {
		return err
	}
	to, err := p.disk(filepath.Join(c.To, filesFolder))
	if err != nil {
		return err
	}
	if err := copyEvidence(ctx, s, from, to); err != nil {
		return err
	}
	fmt.Println("backup written to", c.To)
	return nil
}

// copyEvidence copies the contents that the record names, and refuses when one
// of them is nowhere: what is there has been copied then.
func copyEvidence(ctx context.Context, s *store.Store, from, to files.Shelf) error {
	sums, err := s.AttachmentSums(ctx)
	if err != nil {
		return err
	}
	there, err := files.Copy(ctx, from, to, func(sum string) bool {
		_, named := slices.BinarySearch(sums, sum)
		return named
	})
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	missing := slices.DeleteFunc(sums, func(sum string) bool { return there[sum] })
	fmt.Println("evidence:", len(there), "files copied")
	if len(missing) > 0 {
		return fmt.Errorf("evidence: %d files that the record names are missing, the first %s: look whether --files or the bucket are those that the program uses",
			len(missing), missing[0])
	}
	return nil
}

type restoreCommand struct {
	From     string      `arg:"" type:"existingdir" help:"Folder that a backup wrote."`
	Evidence whereabouts `embed:""`
	Data     string      `help:"Data folder to restore into; it must be empty or missing." type:"path" default:"./.duban" env:"DUBAN_DATA"`
}

// Run puts a backup into an empty data folder and checks it. The workflows of
// open goals start again from it when the program is next started.
func (c restoreCommand) Run(ctx context.Context, logger *slog.Logger) error {
	if entries, err := os.ReadDir(c.Data); err == nil && len(entries) > 0 {
		return fmt.Errorf("%s is not empty: move it away first, nothing was changed", c.Data)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	if err := copyFile(filepath.Join(c.From, databaseFile), filepath.Join(c.Data, databaseFile)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	p := &parts{log: logger}
	defer p.end()
	s, err := p.database(ctx, database{Data: c.Data}, true)
	if err != nil {
		return err
	}
	from, err := p.disk(filepath.Join(c.From, filesFolder))
	if err != nil {
		return err
	}
	to, err := p.shelf(ctx, c.Evidence, database{Data: c.Data})
	if err != nil {
		return err
	}
	if err := errors.Join(copyEvidence(ctx, s, from, to), verify(ctx, s)); err != nil {
		return err
	}
	fmt.Println("restored into", c.Data, "- start the program: open goals go on from the record")
	return nil
}

// verify walks every chain of the record and prints what does not hold.
func verify(ctx context.Context, s *store.Store) error {
	goals, err := s.AllGoals(ctx)
	if err != nil {
		return err
	}
	courses, err := s.AllCourses(ctx)
	if err != nil {
		return err
	}
	soundGoals, err := walk(ctx, "goal", goals, s.VerifyChain)
	if err != nil {
		return err
	}
	soundCourses, err := walk(ctx, "course", courses, s.VerifyCourse)
	if err != nil {
		return err
	}
	entries, err := s.VerifyAudit(ctx)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	fmt.Printf("audit: %d entries walked\n", entries)
	if !soundGoals || !soundCourses {
		return errUnsound
	}
	return nil
}

// walk verifies the chains of one noun, and prints what does not hold.
func walk(ctx context.Context, noun string, ids []string, verify func(context.Context, string) (*store.Broken, error)) (sound bool, err error) {
	sound = true
	for _, id := range ids {
		broken, err := verify(ctx, id)
		if err != nil {
			return false, err
		}
		if broken != nil {
			sound = false
			fmt.Printf("%s %s: event %d/%d: %s\n", noun, broken.ID, broken.Seq, broken.N, broken.Why)
		}
	}
	fmt.Printf("%ss: %d chains walked\n", noun, len(ids))
	return sound, nil
}

// copyFile copies a file to a place where none is, and to the disk.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}
