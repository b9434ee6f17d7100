package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Bucket says which bucket of an S3-compatible server to use.
type Bucket struct {
	Endpoint  string // URL, e.g. "https://s3.example.com:9000"
	Name      string
	Prefix    string // of every content within the bucket
	Region    string // empty: asked for
	AccessKey string
	SecretKey string
	PathStyle bool // the bucket stands in the path of addresses, not in the host
}

// S3 keeps contents in a bucket. A content is one object, sent in one request:
// the server has all of it, with the right MD5, or nothing.
type S3 struct {
	client *minio.Client
	bucket string
	prefix string
}

// OpenS3 opens a bucket, which must be there.
func OpenS3(ctx context.Context, b Bucket) (*S3, error) {
	at, err := url.Parse(b.Endpoint)
	if err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" {
		return nil, fmt.Errorf("files: %q is no address of an S3 server like https://s3.example.com", b.Endpoint)
	}
	lookup := minio.BucketLookupAuto
	if b.PathStyle {
		lookup = minio.BucketLookupPath
	}
	client, err := minio.New(at.Host, &minio.Options{
		Creds: credentials.NewStaticV4(b.AccessKey, b.SecretKey, ""), Secure: at.Scheme == "https", Region: b.Region, BucketLookup: lookup,
		MaxRetries: 3,
	})
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	there, err := client.BucketExists(ctx, b.Name)
	if err != nil {
		return nil, fmt.Errorf("files: bucket %s at %s: %w", b.Name, b.Endpoint, err)
	}
	if !there {
		return nil, fmt.Errorf("files: there is no bucket %s at %s: create it first", b.Name, b.Endpoint)
	}
	return &S3{client: client, bucket: b.Name, prefix: strings.Trim(b.Prefix, "/")}, nil
}

// key is where a content lies in the bucket.
func (s *S3) key(name string) (string, error) {
	if !contentName.MatchString(name) {
		return "", fmt.Errorf("files: %q is no name of a content", name)
	}
	return path.Join(s.prefix, name[:2], name), nil
}

// Put sends a content whole. Sending one that is there again changes nothing
// but its time.
func (s *S3) Put(ctx context.Context, name string, size int64, content io.ReadSeeker) error {
	key, err := s.key(name)
	if err != nil {
		return err
	}
	_, err = s.client.PutObject(ctx, s.bucket, key, content, size, minio.PutObjectOptions{
		ContentType: "application/octet-stream", SendContentMd5: true, DisableContentSha256: true, DisableMultipart: true,
	})
	return s.fault("keep", name, err)
}

// Open reads a content.
func (s *S3) Open(ctx context.Context, name string) (io.ReadSeekCloser, int64, error) {
	key, err := s.key(name)
	if err != nil {
		return nil, 0, err
	}
	object, err := s.client.GetObject(ctx, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, s.fault("open", name, err)
	}
	info, err := object.Stat()
	if err != nil {
		_ = object.Close()
		return nil, 0, s.fault("open", name, err)
	}
	return object, info.Size, nil
}

// Remove takes a content away.
func (s *S3) Remove(ctx context.Context, name string) error {
	key, err := s.key(name)
	if err != nil {
		return err
	}
	err = s.fault("remove", name, s.client.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{}))
	if errors.Is(err, ErrMissing) {
		return nil
	}
	return err
}

// Each visits every content.
func (s *S3) Each(ctx context.Context, visit func(string, time.Time) error) error {
	ctx, cancel := context.WithCancel(ctx) // ends the listing when the visitor does
	defer cancel()
	prefix := ""
	if s.prefix != "" {
		prefix = s.prefix + "/"
	}
	for o := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return s.fault("list", prefix, o.Err)
		}
		if name := path.Base(o.Key); contentName.MatchString(name) {
			if err := visit(name, o.LastModified); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// fault tells what is missing from what cannot be reached. What the network
// said is for the log, not for whoever asks again.
func (s *S3) fault(what, name string, err error) error {
	if err == nil {
		return nil
	}
	var answer minio.ErrorResponse
	if errors.As(err, &answer) && (answer.Code == minio.NoSuchKey || answer.StatusCode == http.StatusNotFound && answer.Code != minio.NoSuchBucket) {
		return ErrMissing
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("files: %s %s: %w", what, name, err)
	}
	return fmt.Errorf("%w: %s %s: %v", ErrAway, what, name, err)
}
