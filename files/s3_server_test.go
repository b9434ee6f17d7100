package files_test

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// s3Server speaks as much of S3 as a shelf needs: one bucket, whole objects,
// listing in pages. It takes signed requests of one key only, and tells the
// time of its test.
type s3Server struct {
	*httptest.Server
	mu      sync.Mutex
	objects map[string]s3Object
	now     func() time.Time
	cut     atomic.Int64 // > 0: hangs up after so many bytes of what is sent
	away    atomic.Bool  // answers 503
	puts    int
}

type s3Object struct {
	content []byte
	put     time.Time
}

const (
	s3Bucket = "evidence"
	s3Access = "duban-test"
	s3Page   = 3
)

func newS3Server(t testing.TB, now func() time.Time) *s3Server {
	t.Helper()
	s := &s3Server{objects: map[string]s3Object{}, now: now}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

func (s *s3Server) keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for k := range s.objects {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func s3Fault(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<?xml version="1.0"?><Error><Code>%s</Code><Message>%s</Message></Error>`, code, code)
}

func (s *s3Server) serve(w http.ResponseWriter, r *http.Request) {
	if !strings.Contains(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="+s3Access+"/") {
		s3Fault(w, http.StatusForbidden, "AccessDenied")
		return
	}
	if s.away.Load() {
		s3Fault(w, http.StatusServiceUnavailable, "ServiceUnavailable")
		return
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if bucket != s3Bucket {
		s3Fault(w, http.StatusNotFound, "NoSuchBucket")
		return
	}
	if key == "" {
		s.bucket(w, r)
		return
	}
	s.object(w, r, key)
}

func (s *s3Server) bucket(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	switch {
	case q.Has("location"):
		fmt.Fprint(w, `<?xml version="1.0"?><LocationConstraint>cn-test-1</LocationConstraint>`)
	case q.Get("list-type") == "2":
		s.list(w, q.Get("prefix"), q.Get("continuation-token"))
	}
}

func (s *s3Server) list(w http.ResponseWriter, prefix, after string) {
	type entry struct {
		Key          string
		LastModified string
		Size         int
	}
	var page struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string `xml:",omitempty"`
		Contents              []entry
	}
	for _, key := range s.keys() {
		if !strings.HasPrefix(key, prefix) || key <= after {
			continue
		}
		if len(page.Contents) == s3Page {
			page.IsTruncated, page.NextContinuationToken = true, page.Contents[s3Page-1].Key
			break
		}
		s.mu.Lock()
		o := s.objects[key]
		s.mu.Unlock()
		page.Contents = append(page.Contents, entry{key, o.put.UTC().Format("2006-01-02T15:04:05.000Z"), len(o.content)})
	}
	w.Header().Set("Content-Type", "application/xml")
	_ = xml.NewEncoder(w).Encode(page)
}

func (s *s3Server) object(w http.ResponseWriter, r *http.Request, key string) {
	s.mu.Lock()
	o, there := s.objects[key]
	s.mu.Unlock()
	switch r.Method {
	case http.MethodPut:
		s.put(w, r, key)
	case http.MethodDelete:
		s.mu.Lock()
		delete(s.objects, key)
		s.mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	case http.MethodGet, http.MethodHead:
		if !there {
			s3Fault(w, http.StatusNotFound, "NoSuchKey")
			return
		}
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, md5.Sum(o.content)))
		http.ServeContent(w, r, key, o.put, bytes.NewReader(o.content))
	}
}

// put keeps an object once all of it has come and is what was announced.
func (s *s3Server) put(w http.ResponseWriter, r *http.Request, key string) {
	if cut := s.cut.Load(); cut > 0 {
		_, _ = io.CopyN(io.Discard, r.Body, cut)
		panic(http.ErrAbortHandler)
	}
	content, err := io.ReadAll(r.Body)
	sum := md5.Sum(content)
	switch {
	case err != nil || int64(len(content)) != r.ContentLength:
		s3Fault(w, http.StatusBadRequest, "IncompleteBody")
		return
	case r.Header.Get("Content-Md5") != base64.StdEncoding.EncodeToString(sum[:]):
		s3Fault(w, http.StatusBadRequest, "BadDigest")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.puts++
	s.objects[key] = s3Object{content: content, put: s.now()}
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sum))
}
