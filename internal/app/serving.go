package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"rasad/internal/httpapi"
	"rasad/internal/live"
	"rasad/internal/telemetry"
	"rasad/internal/web"
)

// drainWithin is how long answers that are under way may take after the signal to stop.
const drainWithin = 15 * time.Second

// Run serves until ctx ends, then drains.
func (c *serveCommand) Run(ctx context.Context, p *program) error {
	if err := c.Check(); err != nil {
		return err
	}
	listener, err := p.listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	return p.withRecord(ctx, func(r *record) error {
		if c.Demo {
			if err := p.ensureDemo(ctx, r, p.config.DemoFolder(), defaultDemoSeed); err != nil {
				return err
			}
		}
		return c.serve(ctx, p, r, listener)
	})
}

// listen takes the port before anything slow is done.
func (p *program) listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &told{
			hi: fmt.Sprintf("पता %s पर कोई और कार्यक्रम चल रहा है; उसे रोकें या दूसरा पता दें: RASAD_ADDR=127.0.0.1:8081", addr),
			en: fmt.Sprintf("another program has the address %s; stop it or choose another: RASAD_ADDR=127.0.0.1:8081", addr),
		}
	case errors.Is(err, syscall.EACCES):
		return nil, &told{
			hi: fmt.Sprintf("पता %s खोलने की अनुमति नहीं है; 1024 से बड़ा पोर्ट दें: RASAD_ADDR=127.0.0.1:8080", addr),
			en: fmt.Sprintf("no permission for the address %s; choose a port above 1024: RASAD_ADDR=127.0.0.1:8080", addr),
		}
	case err != nil:
		return nil, &told{hi: fmt.Sprintf("पता %s नहीं खुला; RASAD_ADDR जाँचें", addr), en: fmt.Sprintf("cannot listen on %s; check RASAD_ADDR", addr), cause: err}
	}
	return listener, nil
}

func (c *serveCommand) serve(ctx context.Context, p *program, r *record, listener net.Listener) error {
	tuneCollector(true)
	var metrics *telemetry.Metrics
	model := live.New(r.db, live.Options{CacheBytes: c.CacheMB << 20, Hooks: live.Hooks{
		Loaded: func(city string, took time.Duration) {
			metrics.CityLoaded(city, took)
			tuneCollector(false)
			p.log.Info("city loaded", "city", city, "took", took)
		},
		Applied: func(city string, number int64, changes int, took time.Duration) {
			metrics.BatchApplied(city, number, changes, took)
			p.log.Debug("changes applied", "city", city, "epoch", number, "changes", changes, "took", took)
		},
		Failed: func(err error) {
			metrics.ReadFailed()
			p.log.Warn("the record could not be read; trying again", "error", err)
		},
	}})
	metrics = telemetry.NewMetrics(version(), model.Ready, model.Lag)
	india := time.FixedZone("IST", 5*3600+1800) // opening hours are meant in city time, wherever the server stands
	site, err := web.New(model, web.Options{NoWorker: c.NoWorker, Clock: func() time.Time { return time.Now().In(india) }, Report: reporter(r.db)})
	if err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	handler := httpapi.New(httpapi.Options{
		Model: model, Record: r.db, Log: p.log, Metrics: metrics, MetricsPublic: c.MetricsPublic, Ping: r.db.Ping, Pages: site.Routes,
	})
	s := &server{program: p, model: model, handler: handler, listener: listener}
	return s.run(ctx)
}

// server is a model and the HTTP in front of it.
type server struct {
	program  *program
	model    *live.Model
	handler  *httpapi.Handler
	listener net.Listener
}

// run serves until ctx ends or serving fails. On the way out the HTTP drains first, the model goes last: answers under way need it.
func (s *server) run(ctx context.Context) error {
	modelCtx, stopModel := context.WithCancel(context.WithoutCancel(ctx))
	modelDone := make(chan struct{})
	go func() {
		defer close(modelDone)
		_ = s.model.Run(modelCtx) // returns only the context's error
	}()
	defer func() {
		stopModel()
		<-modelDone
	}()
	server := newHTTPServer(s.handler, s.program.log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(corkedListener{s.listener}) }()
	go s.announce(ctx)
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return s.drain(server)
}

func (s *server) drain(server *http.Server) error {
	p := s.program
	fmt.Fprintln(p.out, p.say("बंद हो रहा है; चल रहे उत्तर पूरे किए जा रहे हैं (तुरंत बंद करने के लिए फिर Ctrl-C)", "stopping; answers under way are finished first (Ctrl-C again ends at once)"))
	s.handler.Drain()
	ctx, cancel := context.WithTimeout(context.Background(), drainWithin)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		p.log.Warn("some answers were cut off", "error", err)
		return errors.Join(server.Close())
	}
	fmt.Fprintln(p.out, p.say("बंद हुआ", "stopped"))
	return nil
}

// announce prints the address once the model is loaded.
func (s *server) announce(ctx context.Context) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !s.model.Ready() {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
	p := s.program
	fmt.Fprintf(p.out, p.say("रसद तैयार है: http://%s (बंद करने के लिए Ctrl-C)\n", "Rasad is ready: http://%s (Ctrl-C stops it)\n"), s.listener.Addr())
}

// newHTTPServer bounds every phase of a connection, so that slow or silent clients cannot hold it.
func newHTTPServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ConnContext: corkedContext,
		ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, // a header timeout of its own would cost a timer a request
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// Run asks a running service's /readyz.
func (c *healthCommand) Run(ctx context.Context, p *program) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.Addr+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return &told{hi: fmt.Sprintf("%s पर सेवा नहीं चल रही", c.Addr), en: fmt.Sprintf("no service answers at %s", c.Addr), cause: err}
	}
	defer answer.Body.Close()
	if _, err := io.Copy(p.out, io.LimitReader(answer.Body, 1<<16)); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return &told{hi: "सेवा अभी तैयार नहीं है", en: "the service is not ready yet"}
	}
	return nil
}
