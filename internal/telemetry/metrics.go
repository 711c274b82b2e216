package telemetry

import (
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"rasad/internal/httpapi/problem"
)

// Family is a group of addresses that is counted together.
type Family string

// The families.
const (
	Tiles Family = "tiles"
	API   Family = "api"
	Pages Family = "pages"
)

// Metrics are the counters of one server, in a registry of its own. Safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	requests map[Family]*[6]prometheus.Observer // by status / 100, resolved once: a look-up by label costs more than the counting
	panics   prometheus.Counter
	loads    *prometheus.GaugeVec
	epochs   *prometheus.GaugeVec
	changes  prometheus.Counter
	applied  prometheus.Histogram
	failures prometheus.Counter
}

// NewMetrics registers everything. ready and lag are asked when somebody reads the metrics.
func NewMetrics(version string, ready func() bool, lag func() time.Duration) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), requests: map[Family]*[6]prometheus.Observer{}}
	requests := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "rasad_http_request_seconds", Help: "Time to answer a request, by family and status class.",
		Buckets: []float64{.00005, .0002, .001, .005, .02, .1, .5, 2, 10},
	}, []string{"family", "status"})
	for _, family := range []Family{Tiles, API, Pages} {
		var byClass [6]prometheus.Observer
		for class := range byClass {
			byClass[class] = requests.WithLabelValues(string(family), strconv.Itoa(class)+"xx")
		}
		m.requests[family] = &byClass
	}
	m.panics = prometheus.NewCounter(prometheus.CounterOpts{Name: "rasad_panics_total", Help: "Requests that ended in a panic."})
	m.loads = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "rasad_model_load_seconds", Help: "Time of the last full load of a city."}, []string{"city"})
	m.epochs = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "rasad_model_epoch", Help: "Epoch of a city: its committed changes."}, []string{"city"})
	m.changes = prometheus.NewCounter(prometheus.CounterOpts{Name: "rasad_model_changes_total", Help: "Changes taken over from the record."})
	m.applied = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "rasad_model_apply_seconds", Help: "Time to take over one batch of changes.", Buckets: []float64{.001, .005, .02, .1, .5, 2},
	})
	m.failures = prometheus.NewCounter(prometheus.CounterOpts{Name: "rasad_model_failures_total", Help: "Failed readings of the record; each is tried again."})
	m.registry.MustRegister(requests, m.panics, m.loads, m.epochs, m.changes, m.applied, m.failures,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "rasad_model_ready", Help: "1 when the first load is done."}, func() float64 {
			if ready() {
				return 1
			}
			return 0
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "rasad_model_lag_seconds", Help: "Time since the model was last known to equal the record."},
			func() float64 { return lag().Seconds() }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "rasad_build_info", Help: "Always 1.", ConstLabels: prometheus.Labels{"version": version}},
			func() float64 { return 1 }),
	)
	return m
}

// Request counts one answered request. A nil Metrics counts nothing.
func (m *Metrics) Request(family Family, status int, took time.Duration) {
	if m == nil {
		return
	}
	class := status / 100
	if class < 0 || class > 5 {
		class = 5
	}
	m.requests[family][class].Observe(took.Seconds())
}

// Panic counts a request that panicked.
func (m *Metrics) Panic() {
	if m != nil {
		m.panics.Inc()
	}
}

// CityLoaded notes how long the reading of a whole city took.
func (m *Metrics) CityLoaded(city string, took time.Duration) {
	m.loads.WithLabelValues(city).Set(took.Seconds())
}

// BatchApplied counts a batch of changes.
func (m *Metrics) BatchApplied(city string, epoch int64, changes int, took time.Duration) {
	m.epochs.WithLabelValues(city).Set(float64(epoch))
	m.changes.Add(float64(changes))
	m.applied.Observe(took.Seconds())
}

// ReadFailed counts a failed reading of the record.
func (m *Metrics) ReadFailed() { m.failures.Inc() }

// Handler serves the metrics: to this machine alone unless public.
func (m *Metrics) Handler(public bool) http.Handler {
	inner := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !public && !fromThisMachine(r) {
			problem.Write(w, r, problem.New(problem.Forbidden))
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		inner.ServeHTTP(w, r)
	})
}

// fromThisMachine is false for what a proxy on this machine forwards from elsewhere.
func fromThisMachine(r *http.Request) bool {
	for _, forwarded := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(forwarded) != "" {
			return false
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
