package main

import (
	"context"
	"path/filepath"
	"time"

	"duban/api"
	"duban/calendar"
	"duban/files"
	"duban/store"
)

// sweepEvery is how often evidence that nobody named is looked for.
const sweepEvery = time.Hour

// folder is where evidence is kept.
func (f front) folder(d database) string {
	if f.Files != "" {
		return f.Files
	}
	return filepath.Join(d.Data, filesFolder)
}

// evidence keeps what people hand in, and sweeps what nobody names in the
// background.
func (p *parts) evidence(ctx context.Context, f front, d database, s *store.Store) (*files.Keeper, error) {
	folder := f.folder(d)
	disk, err := files.OpenDisk(folder, time.Now)
	if err != nil {
		return nil, err
	}
	p.onEnd(func() {
		if err := disk.Close(); err != nil {
			p.log.Error("close the folder of evidence", "error", err)
		}
	})
	keeper, err := files.NewKeeper(disk, filepath.Join(folder, "partial"), calendar.Zone)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.sweep(ctx, s, keeper)
	}()
	p.onEnd(func() { cancel(); <-done })
	return keeper, nil
}

func (p *parts) sweep(ctx context.Context, s *store.Store, keeper *files.Keeper) {
	every := time.NewTicker(sweepEvery)
	defer every.Stop()
	for {
		attachments, contents, err := api.SweepEvidence(ctx, s, keeper, time.Now())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			p.log.Warn("evidence not swept", "error", err)
		case attachments+contents > 0:
			p.log.Info("evidence that nobody named was removed", "attachments", attachments, "contents", contents)
		}
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
	}
}
