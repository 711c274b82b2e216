package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
)

// bundle is the pages' scripts, styles and fonts. Names hold a hash of the content, so an answer may be kept for ever.
type bundle struct {
	Script   string   `json:"script"`
	Style    string   `json:"style"`
	NoScript string   `json:"noscript"` // style, for browsers without scripts
	Worker   string   `json:"worker"`   // served at /sw.js
	Icon     string   `json:"icon"`
	Licences string   `json:"licences"`
	Fonts    []string `json:"fonts"` // those every page needs at once
	files    map[string]asset
}

type asset struct {
	plain, gzip []byte // gzip nil: does not shrink
	mediaType   string
}

// readBundle reads what `go run ./internal/web/bundle` made; nil when it has not run.
func readBundle(files fs.FS) (*bundle, error) {
	text, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b := &bundle{files: map[string]asset{}}
	if err := json.Unmarshal(text, b); err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || name == "manifest.json" || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".gz") {
			continue
		}
		if b.files[name], err = readAsset(files, name); err != nil {
			return nil, err
		}
	}
	for _, name := range append([]string{b.Script, b.Style, b.NoScript, b.Worker, b.Icon, b.Licences}, b.Fonts...) {
		if _, ok := b.files[name]; !ok {
			return nil, fmt.Errorf("manifest.json names %q, which is missing", name)
		}
	}
	return b, nil
}

func readAsset(files fs.FS, name string) (asset, error) {
	plain, err := fs.ReadFile(files, name)
	if err != nil {
		return asset{}, err
	}
	packed, err := fs.ReadFile(files, name+".gz")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return asset{}, err
	}
	return asset{plain, packed, mediaTypeOf(name)}, nil
}

// mediaTypeOf does not ask the machine's tables, which differ.
func mediaTypeOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if known := mime.TypeByExtension(path.Ext(name)); known != "" {
		return known
	}
	return "application/octet-stream"
}

func (s *Site) static(w http.ResponseWriter, r *http.Request) {
	name := chi.URLParam(r, "*")
	var file asset
	found := false
	if s.bundle != nil {
		file, found = s.bundle.files[name]
	}
	header := w.Header()
	if !found {
		header.Set("Cache-Control", "no-store")
		http.Error(w, "404", http.StatusNotFound)
		return
	}
	header.Set("Content-Type", file.mediaType)
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("X-Content-Type-Options", "nosniff")
	body := file.plain
	if file.gzip != nil {
		header.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			header.Set("Content-Encoding", "gzip")
			body = file.gzip
		}
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// takesGzip says whether the client names gzip, and not with a quality of nought.
func takesGzip(r *http.Request) bool {
	for item := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, parameters, _ := strings.Cut(strings.TrimSpace(item), ";")
		if !strings.EqualFold(strings.TrimSpace(name), "gzip") {
			continue
		}
		quality, found := strings.CutPrefix(strings.ReplaceAll(parameters, " ", ""), "q=")
		q, err := strconv.ParseFloat(quality, 64)
		return !found || err == nil && q > 0
	}
	return false
}
