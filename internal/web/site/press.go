package site

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"rasad/internal/httpapi/problem"
	"rasad/internal/web/pdf"
)

const (
	keptBooklets = 4
	maxOrders    = 6               // being made or waiting
	waitForPress = 8 * time.Second // of a reader, less than a request may take; longer, and the reader comes again
	pressTime    = 2 * time.Minute // of one booklet
)

// ErrNoBundle says that the fonts are not there.
var ErrNoBundle = errors.New("the pages are not built: run make pages")

// ErrUnknownCity says that there is no such city.
var ErrUnknownCity = errors.New("there is no such city")

// press makes booklets, one at a time, and keeps the last ones.
type press struct {
	fonts   func() (*pdf.Fonts, error)
	turn    chan struct{} // holds one token
	mu      sync.Mutex
	kept    []*printed // the latest last
	running map[printKey]*printing
}

type printed struct {
	city    string
	lang    language
	epoch   int64
	base    string
	content []byte
	tag     string
}

func (s *Site) newPress() *press {
	p := &press{turn: make(chan struct{}, 1), running: map[printKey]*printing{}}
	p.turn <- struct{}{}
	p.fonts = sync.OnceValues(s.readFonts)
	return p
}

// readFonts finds the family in the bundle.
func (s *Site) readFonts() (*pdf.Fonts, error) {
	if s.bundle == nil {
		return nil, ErrNoBundle
	}
	file := func(part string) (content []byte) {
		for name, asset := range s.bundle.files {
			if strings.Contains(name, part) && strings.HasSuffix(name, ".woff2") {
				content = asset.plain
			}
		}
		return content
	}
	return pdf.ReadFonts(pdf.Files{
		Latin: file("-latin-400-"), LatinBold: file("-latin-700-"), Devanagari: file("-devanagari-devanagari-400-"), DevanagariBold: file("-devanagari-devanagari-700-"),
	})
}

func (p *press) find(city string, lang language, base string, epoch int64) *printed {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range p.kept {
		if k.city == city && k.lang == lang && k.base == base && k.epoch == epoch {
			return k
		}
	}
	return nil
}

func (p *press) keep(b *printed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var kept []*printed
	for _, k := range p.kept {
		if k.city != b.city || k.lang != b.lang || k.base != b.base {
			kept = append(kept, k)
		}
	}
	kept = append(kept, b)
	p.kept = kept[max(0, len(kept)-keptBooklets):]
}

// booklet sends a city's booklet. It is made once for all who ask, apart from their requests: who comes first may have to come again.
func (s *Site) booklet(w http.ResponseWriter, r *http.Request) {
	town, ok := s.townOf(w, r)
	if !ok {
		return
	}
	b, err := s.printed(r.Context(), town, languageOf(r), baseOf(r))
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			s.notPrinted(w, r, town)
			return
		}
		s.fault(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Disposition", `inline; filename="`+url.PathEscape(b.city)+"-"+string(b.lang)+`.pdf"`)
	header.Set("Content-Type", "application/pdf")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Language, Cookie")
	header.Set("ETag", `"`+b.tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.content)) // ranges, If-None-Match, HEAD
}

// notPrinted says that the booklet is still being made. A browser comes again by itself.
func (s *Site) notPrinted(w http.ResponseWriter, r *http.Request, town Town) {
	const again = "5" // seconds
	w.Header().Set("Retry-After", again)
	if !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.fault(w, r, problem.New(problem.Timeout))
		return
	}
	w.Header().Set("Refresh", again)
	s.render(w, r, http.StatusServiceUnavailable, "waiting", directoryPage{frame: s.frame(languageOf(r), "waiting"), City: town.City()})
}

// printing is a booklet that is being made.
type printing struct {
	done chan struct{}
	book *printed
	err  error
}

type printKey struct {
	city, base string
	lang       language
	epoch      int64
}

// printed finds the booklet, or waits for it to be made.
func (s *Site) printed(ctx context.Context, town Town, lang language, base string) (*printed, error) {
	c := town.City()
	if b := s.press.find(c.ID, lang, base, c.Epoch); b != nil {
		return b, nil
	}
	work, err := s.press.order(printKey{c.ID, base, lang, c.Epoch}, func(ctx context.Context) (*printed, error) {
		var out bytes.Buffer
		if err := s.writeBooklet(ctx, &out, town, lang, base, nil); err != nil {
			return nil, err
		}
		sum := sha256.Sum256(out.Bytes())
		return &printed{city: c.ID, lang: lang, epoch: c.Epoch, base: base, content: out.Bytes(), tag: hex.EncodeToString(sum[:12])}, nil
	})
	if err != nil {
		return nil, err
	}
	wait, cancel := context.WithTimeout(ctx, waitForPress)
	defer cancel()
	select {
	case <-wait.Done():
		return nil, wait.Err()
	case <-work.done:
		return work.book, work.err
	}
}

// order joins the making of a booklet, or begins it. Too many at once are refused as if they took too long.
func (p *press) order(key printKey, work func(ctx context.Context) (*printed, error)) (*printing, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if running, ok := p.running[key]; ok {
		return running, nil
	}
	if len(p.running) >= maxOrders {
		return nil, context.DeadlineExceeded
	}
	job := &printing{done: make(chan struct{})}
	p.running[key] = job
	go func() {
		<-p.turn // one at a time
		defer func() { p.turn <- struct{}{} }()
		ctx, cancel := context.WithTimeout(context.Background(), pressTime)
		defer cancel()
		job.book, job.err = guarded(ctx, work)
		if job.err == nil {
			p.keep(job.book)
		}
		p.mu.Lock()
		delete(p.running, key)
		p.mu.Unlock()
		close(job.done)
	}()
	return job, nil
}

// guarded turns a panic into an error: nobody else is there to catch it, and it must not end the service.
func guarded(ctx context.Context, work func(context.Context) (*printed, error)) (b *printed, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			b, err = nil, fmt.Errorf("booklet: %v", cause)
		}
	}()
	return work(ctx)
}
