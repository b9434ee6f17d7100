package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"duban/api"
	"duban/calendar"
	"duban/files"
	"duban/store"
)

// sweepEvery is how often evidence that nobody named is looked for.
const sweepEvery = time.Hour

// evidence says where what people hand in is kept, and who looks at it first.
type evidence struct {
	Where whereabouts `embed:""`

	Clamd        string        `help:"Address of a ClamAV daemon, host:port or unix:PATH; files in which it finds a virus are refused. Empty: none." env:"DUBAN_CLAMD"`
	ClamdWait    time.Duration `help:"How long it may look at one file." default:"30s" env:"DUBAN_CLAMD_WAIT"`
	ClamdLenient bool          `help:"While the daemon is away, take files unseen; otherwise they are refused until it is back." env:"DUBAN_CLAMD_LENIENT"`
}

// whereabouts says where what people hand in is kept.
type whereabouts struct {
	Files string `help:"Folder of evidence that people hand in; every process that serves the API must see the same. Empty: files in the data folder. With a bucket, files wait here until they are judged." env:"DUBAN_FILES"`

	S3Endpoint  string `name:"s3-endpoint" help:"Keep evidence in a bucket of this S3-compatible server instead, e.g. https://s3.example.com." env:"DUBAN_S3_ENDPOINT"`
	S3Bucket    string `name:"s3-bucket" help:"The bucket; it must be there." env:"DUBAN_S3_BUCKET"`
	S3Prefix    string `name:"s3-prefix" help:"Put before every name in the bucket." env:"DUBAN_S3_PREFIX"`
	S3Region    string `name:"s3-region" help:"Region of the bucket; empty: asked for." env:"DUBAN_S3_REGION"`
	S3AccessKey string `name:"s3-access-key" help:"Who we are there." env:"DUBAN_S3_ACCESS_KEY"`
	S3SecretKey string `name:"s3-secret-key" help:"And its secret; better given by environment." env:"DUBAN_S3_SECRET_KEY"`
	S3PathStyle bool   `name:"s3-path-style" help:"The bucket stands in the path of addresses (MinIO and others), not in the host." env:"DUBAN_S3_PATH_STYLE"`
}

// folder is where files are kept, or wait.
func (e whereabouts) folder(d database) string {
	if e.Files != "" {
		return e.Files
	}
	return filepath.Join(d.Data, filesFolder)
}

var errHalfBucket = errors.New("give the endpoint, the bucket and both keys of the S3 server, or none of them")

// shelf opens where contents are kept.
func (p *parts) shelf(ctx context.Context, e whereabouts, d database) (files.Shelf, error) {
	given := 0
	for _, v := range []string{e.S3Endpoint, e.S3Bucket, e.S3AccessKey, e.S3SecretKey} {
		if v != "" {
			given++
		}
	}
	switch given {
	case 4:
		return files.OpenS3(ctx, files.Bucket{Endpoint: e.S3Endpoint, Name: e.S3Bucket, Prefix: e.S3Prefix, Region: e.S3Region,
			AccessKey: e.S3AccessKey, SecretKey: e.S3SecretKey, PathStyle: e.S3PathStyle})
	case 0:
	default:
		return nil, errHalfBucket
	}
	return p.disk(e.folder(d))
}

func (p *parts) disk(folder string) (files.Shelf, error) {
	disk, err := files.OpenDisk(folder, time.Now)
	if err != nil {
		return nil, err
	}
	p.onEnd(func() {
		if err := disk.Close(); err != nil {
			p.log.Error("close the folder of evidence", "error", err)
		}
	})
	return disk, nil
}

// evidence keeps what people hand in, and sweeps what nobody names in the
// background.
func (p *parts) evidence(ctx context.Context, e evidence, d database, s *store.Store) (*files.Keeper, error) {
	shelf, err := p.shelf(ctx, e.Where, d)
	if err != nil {
		return nil, err
	}
	keeper, err := files.NewKeeper(shelf, filepath.Join(e.Where.folder(d), "partial"), calendar.Zone)
	if err != nil {
		return nil, err
	}
	if e.Clamd != "" {
		keeper.Clamd = &files.Clamd{Address: e.Clamd, Wait: e.ClamdWait, Lenient: e.ClamdLenient}
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
