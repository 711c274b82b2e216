// Package httpapi puts the families of addresses together behind one handler: bounds, request ids, deadlines, headers,
// counting, and a clear answer when something goes wrong.
package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"

	"rasad/data"
	"rasad/internal/httpapi/cityapi"
	"rasad/internal/httpapi/download"
	"rasad/internal/httpapi/ogcapi"
	"rasad/internal/httpapi/ogctiles"
	"rasad/internal/httpapi/openapi"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/tileapi"
	"rasad/internal/live"
	"rasad/internal/telemetry"
)

// Options of the handler. Model and Log are needed.
type Options struct {
	Model         *live.Model
	Record        *data.DB // for features that the model does not hold; nil: none
	Log           *slog.Logger
	Metrics       *telemetry.Metrics              // nil: none
	MetricsPublic bool                            // else /metrics answers this machine alone
	Ping          func(ctx context.Context) error // asks the record whether it answers; nil: not asked
	Pages         func(r chi.Router)              // mounts the pages, last; nil: none
	Clock         func() time.Time                // nil: time.Now
	Deadline      time.Duration                   // of one request; 0: 10 s
}

const (
	maxURI  = 4096     // bytes of a request's address
	longURI = 14 << 10 // of one below /ogc/, which may hold a filter
	maxBody = 1 << 20  // bytes of a request's body; no address takes one yet
)

// Handler serves every address of the service. Safe for concurrent use.
type Handler struct {
	options  Options
	tiles    *tileapi.API
	router   chi.Router
	draining atomic.Bool
}

// Drain makes /readyz answer 503 from now on, so that a load balancer sends requests elsewhere while answers under way are finished.
func (h *Handler) Drain() { h.draining.Store(true) }

// New makes the handler.
func New(o Options) *Handler {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Deadline == 0 {
		o.Deadline = 10 * time.Second
	}
	h := &Handler{options: o, tiles: tileapi.New(o.Model)}
	h.router = h.routes()
	return h
}

func (h *Handler) routes() chi.Router {
	root := chi.NewRouter()
	root.NotFound(notFound)
	root.MethodNotAllowed(methodNotAllowed)
	root.Route("/api/v1", func(r chi.Router) {
		r.NotFound(notFound)
		r.MethodNotAllowed(methodNotAllowed)
		r.Get("/openapi.json", openapi.Serve)
		cityapi.New(h.options.Model, h.options.Clock, h.fail).Routes(r)
		download.New(h.options.Model, h.fail).Routes(r)
	})
	h.ogc(root)
	root.Get("/livez", livez)
	root.Get("/readyz", h.readyz)
	if h.options.Metrics != nil {
		root.Method(http.MethodGet, "/metrics", h.options.Metrics.Handler(h.options.MetricsPublic))
	}
	if h.options.Pages != nil {
		h.options.Pages(root)
	}
	return root
}

// ogc mounts the OGC API: features, and tiles as an extension of them.
func (h *Handler) ogc(root chi.Router) {
	var features *ogcapi.API
	tiles := ogctiles.New(ogctiles.Options{
		Model: h.options.Model, Tiles: h.tiles, Fail: h.fail, Collection: func(id string) bool { return features.HasCollection(id) },
	})
	features = ogcapi.New(ogcapi.Options{Model: h.options.Model, Record: h.options.Record, Fail: h.fail, Extensions: []ogcapi.Extension{tiles}})
	features.Routes(root)
	tiles.Routes(root)
}

func notFound(w http.ResponseWriter, r *http.Request) {
	problem.Write(w, r, problem.New(problem.NotFound))
}

func methodNotAllowed(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Allow", "GET, HEAD")
	problem.Write(w, r, problem.New(problem.MethodNotAllowed))
}

// ServeHTTP answers one request. Tiles, which are most of them, go past the router.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	if strings.HasPrefix(r.URL.Path, "/tiles/") {
		h.serveTile(w, r, start)
		return
	}
	h.serveOther(w, r, start)
}

func (h *Handler) serveTile(w http.ResponseWriter, r *http.Request, start time.Time) {
	defer h.recoverPanic(w, r)
	var status int
	var err error
	if len(r.RequestURI) > maxURI {
		err = problem.New(problem.TooLong, maxURI)
	} else {
		status, err = h.tiles.Serve(w, r)
	}
	if err != nil {
		id := h.requestID(w, r) // tiles have one only when there is something to ask about
		status = problem.From(err).Code.Status()
		h.logFailure(r, id, err)
		problem.Write(w, r, err)
	}
	h.options.Metrics.Request(telemetry.Tiles, status, time.Since(start))
}

func (h *Handler) serveOther(w http.ResponseWriter, r *http.Request, start time.Time) {
	id := h.requestID(w, r)
	answer := &recorder{ResponseWriter: w}
	defer func() { h.count(r, answer, id, time.Since(start)) }()
	defer h.recoverPanic(answer, r)
	header := w.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin") // an address may say where somebody is
	public := strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/ogc/")
	policy := "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
	if public {
		policy = "default-src 'none'; frame-ancestors 'none'"
		tileapi.AllowEveryOrigin(header)
	}
	header.Set("Content-Security-Policy", policy)
	switch {
	case len(r.RequestURI) > maxURI && (len(r.RequestURI) > longURI || !strings.HasPrefix(r.URL.Path, "/ogc/")):
		problem.Write(answer, r, problem.New(problem.TooLong, maxURI))
	case r.ContentLength > maxBody:
		problem.Write(answer, r, problem.New(problem.BodyTooLarge, maxBody))
	case public && r.Method == http.MethodOptions:
		tileapi.Preflight(answer)
	default:
		h.route(answer, r)
	}
}

// route gives the request its deadline, bounds its body and hands it to the router; a HEAD goes where its GET would.
func (h *Handler) route(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), h.options.Deadline)
	defer cancel()
	if r.Method == http.MethodHead {
		routes := chi.NewRouteContext()
		routes.RouteMethod = http.MethodGet
		ctx = context.WithValue(ctx, chi.RouteCtxKey, routes)
	}
	r = r.WithContext(ctx)
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	h.router.ServeHTTP(w, r)
}

func (h *Handler) count(r *http.Request, answer *recorder, id string, took time.Duration) {
	family := telemetry.Pages
	if strings.HasPrefix(r.URL.Path, "/api/") {
		family = telemetry.API
	}
	status := answer.statusOr200()
	h.options.Metrics.Request(family, status, took)
	h.options.Log.Debug("answered", "request", id, "family", string(family), "method", r.Method, "status", status, "took", took)
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (a *recorder) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *recorder) Write(body []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(body)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *recorder) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *recorder) statusOr200() int {
	if a.status == 0 {
		return http.StatusOK
	}
	return a.status
}
