// Package web is Rasad's pages: HTML that answers without a script, and a map on top of it. The work is in package site; here the
// live model is handed to it, and the bundle (made by `go run ./internal/web/bundle`) is embedded.
package web

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/go-chi/chi/v5"

	"rasad/internal/live"
	"rasad/internal/web/site"
)

// dist holds the bundle; without one, only a marker file, so that a plain `go build` works.
//
//go:embed all:dist
var dist embed.FS

// Options of the pages.
type Options struct {
	Clock    func() time.Time // nil: time.Now
	Report   site.Reporter    // nil: what people say is wrong is not taken
	NoWorker bool             // the pages' service worker takes itself back
	Test     bool             // the map shows itself to test scripts as window.map
}

// Site serves the pages. Safe for concurrent use.
type Site struct {
	pages *site.Site
}

// New makes the pages of a model.
func New(model *live.Model, o Options) (*Site, error) {
	assets, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	pages, err := site.New(site.Options{Source: source{model, o.Clock}, Assets: assets, Report: o.Report, NoWorker: o.NoWorker, Test: o.Test})
	if err != nil {
		return nil, err
	}
	return &Site{pages}, nil
}

// Routes mounts `GET /`, `GET /{city}`, `POST /{city}/report` and `GET /static/*`.
func (s *Site) Routes(r chi.Router) { s.pages.Routes(r) }

// Booklet writes a city's booklet (PDF) in a language (hi, en); address is where the service is reached, printed on the pages.
func (s *Site) Booklet(ctx context.Context, out io.Writer, city, lang, address string, progress func(done, all int)) error {
	return s.pages.Booklet(ctx, out, city, lang, address, progress)
}
