package api

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// NoncePlaceholder stands in index.html wherever the nonce of the answer's
// Content-Security-Policy must be.
const NoncePlaceholder = "__CSP_NONCE__"

// page serves the web: files as they are, and index.html for every other
// address, so that deep links work.
type page struct {
	files  fs.FS
	index  []byte
	packed sync.Map // name → gzip of a file, made when first asked for
}

func newPage(files fs.FS) (*page, error) {
	index, err := fs.ReadFile(files, "index.html")
	if err != nil {
		return nil, fmt.Errorf("index.html: %w", err)
	}
	return &page{files: files, index: index}, nil
}

func (p *page) serve(c *gin.Context) {
	name := strings.TrimPrefix(path.Clean("/"+c.Request.URL.Path), "/")
	if name != "" && name != "index.html" {
		if body, err := fs.ReadFile(p.files, name); err == nil {
			p.file(c, name, body)
			return
		}
		if path.Ext(name) != "" && strings.HasPrefix(name, "assets/") {
			c.String(http.StatusNotFound, "not found\n")
			return
		}
	}
	c.Header("Cache-Control", "no-cache")
	body := bytes.ReplaceAll(p.index, []byte(NoncePlaceholder), []byte(c.GetString(nonceKey)))
	c.Data(http.StatusOK, "text/html; charset=utf-8", body)
}

// file answers one file. Names under assets carry a hash of their content, so
// browsers may keep them.
func (p *page) file(c *gin.Context, name string, body []byte) {
	c.Header("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = http.DetectContentType(body)
	}
	if packs(kind) {
		c.Header("Vary", "Accept-Encoding")
		if strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
			c.Header("Content-Encoding", "gzip")
			body = p.gzip(name, body)
		}
	}
	c.Data(http.StatusOK, kind, body)
}

func packs(kind string) bool {
	for _, k := range []string{"text/", "javascript", "json", "svg", "xml", "wasm"} {
		if strings.Contains(kind, k) {
			return true
		}
	}
	return false
}

func (p *page) gzip(name string, body []byte) []byte {
	if packed, ok := p.packed.Load(name); ok {
		return packed.([]byte)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(body) // a bytes.Buffer takes everything
	_ = w.Close()
	p.packed.Store(name, b.Bytes())
	return b.Bytes()
}
