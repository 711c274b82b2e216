// Package site renders Rasad's pages and serves what they need. Every page answers without a script; the script draws the map and
// fetches the same answers as parts of the same pages.
package site

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"sync"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi/problem"
)

//go:embed templates/*.html
var templateFiles embed.FS

// Options of the pages. Source and Assets are needed.
type Options struct {
	Source   Source
	Assets   fs.FS    // what the bundler made; without a manifest.json the pages say how to make it
	Report   Reporter // nil: reports are not taken
	NoWorker bool     // the service worker takes itself back, and what it kept with it
	Test     bool     // the map shows itself to test scripts as window.map
}

// Site serves the pages. Safe for concurrent use.
type Site struct {
	source    Source
	bundle    *bundle // nil: not built
	words     catalogue
	templates map[language]*template.Template
	marks     map[string]mark
	report    Reporter
	noWorker  bool
	packs     packs
	test      bool
	packers   sync.Pool // of *gzip.Writer
	sketches  sketches
	press     *press
}

// New reads the templates, the words and the bundle; it fails when they do not fit together.
func New(o Options) (*Site, error) {
	s := &Site{source: o.Source, report: o.Report, noWorker: o.NoWorker, test: o.Test, templates: map[language]*template.Template{}}
	s.packers.New = func() any { return newPacker() }
	var err error
	if s.bundle, err = readBundle(o.Assets); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	if s.words, err = readCatalogue(); err != nil {
		return nil, err
	}
	marks, err := readMarks()
	if err != nil {
		return nil, err
	}
	s.marks, s.press = marks, s.newPress()
	for _, l := range []language{hindi, english} {
		f := functions{lang: l, words: s.words, marks: marks, bundle: s.bundle}
		if s.templates[l], err = template.New("").Funcs(f.table()).ParseFS(templateFiles, "templates/*.html"); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Routes mounts `GET /`, `GET /{city}`, what belongs to it (`/embed`, `/manifest.webmanifest`, `POST /report`), `GET /static/*` and
// `GET /sw.js`.
func (s *Site) Routes(r chi.Router) {
	r.Get("/", s.home)
	r.Get("/static/*", s.static)
	r.Get("/sw.js", s.worker)
	r.Get("/{city}", s.city)
	s.directoryRoutes(r)
	r.Get("/{city}/embed", s.embed)
	r.Get("/{city}/manifest.webmanifest", s.appManifest)
	if s.report != nil {
		r.With(reportLimit()).Post("/{city}/report", s.takeReport)
	}
}

// policy allows nothing but what this server sends, and no code or style inside a page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"

// home is the list of cities, or the city when there is one alone.
func (s *Site) home(w http.ResponseWriter, r *http.Request) {
	lang := languageOf(r)
	cities := s.source.Cities()
	if len(cities) == 1 {
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Vary", "Accept-Language")
		http.Redirect(w, r, "/"+cities[0].ID+"?lang="+string(lang), http.StatusFound)
		return
	}
	s.render(w, r, http.StatusOK, "cities", citiesPage{frame: s.frame(lang, "cities"), Cities: cities})
}

type citiesPage struct {
	frame
	Cities []City
}

// city is a city's page; with part=answer it is the answer alone, for the script.
func (s *Site) city(w http.ResponseWriter, r *http.Request) {
	lang := languageOf(r)
	town, ok := s.source.Town(chi.URLParam(r, "city"))
	if !ok {
		s.render(w, r, http.StatusNotFound, "missing", citiesPage{frame: s.frame(lang, "missing"), Cities: s.source.Cities()})
		return
	}
	query := r.URL.Query()
	if query.Get("part") == "pack" {
		s.servePack(w, r, town)
		return
	}
	if query.Get("part") == "view" {
		s.render(w, r, http.StatusOK, "view", viewOf(town, query))
		return
	}
	a := answerOf(r.Context(), town, query)
	a.Base, a.Reports = baseOf(r), s.report != nil
	if part := query.Get("part"); part == "answer" || part == "options" {
		s.render(w, r, a.status(), part, a)
		return
	}
	rememberLanguage(w, r)
	s.render(w, r, a.status(), "city", s.cityPage(lang, town, a, r.URL.Query()))
}

// render fills a template whole before the first byte goes out, so that a fault is a 500 and not half a page.
func (s *Site) render(w http.ResponseWriter, r *http.Request, status int, name string, page any) {
	var body bytes.Buffer
	if err := s.templates[languageOf(r)].ExecuteTemplate(&body, name, page); err != nil {
		problem.Write(w, r, fmt.Errorf("page %s: %w", name, err))
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", policyOf(name))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Permissions-Policy", "geolocation=(self)")
	header.Set("Cache-Control", "no-cache")
	header.Set("Content-Language", string(languageOf(r)))
	header.Set("Vary", "Accept-Language, Accept-Encoding, Cookie")
	if takesGzip(r) && s.pack(&body) {
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body.Bytes())
	}
}

// packLevel is the usual balance of size and work for text made anew each time.
const packLevel = 5

func newPacker() *gzip.Writer {
	w, err := gzip.NewWriterLevel(io.Discard, packLevel)
	if err != nil { // the level is a constant within bounds
		return gzip.NewWriter(io.Discard)
	}
	return w
}

// pack replaces the body by its gzip form.
func (s *Site) pack(body *bytes.Buffer) bool {
	packer, ok := s.packers.Get().(*gzip.Writer)
	if !ok {
		return false
	}
	defer s.packers.Put(packer)
	var packed bytes.Buffer
	packer.Reset(&packed)
	if _, err := packer.Write(body.Bytes()); err != nil {
		return false
	}
	if err := packer.Close(); err != nil {
		return false
	}
	*body = packed
	return true
}

func languageOf(r *http.Request) language {
	if problem.LangOf(r) == problem.Hindi {
		return hindi
	}
	return english
}
