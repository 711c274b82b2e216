package site

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/httprate"

	"rasad/internal/httpapi/problem"
)

const (
	maxReport    = 8 << 10 // bytes of a report's form
	maxNote      = 500     // characters of its note
	reportsAtOne = 30      // from one address in ten minutes: a whole mohalla may be behind one
)

// reportReasons are what a reader can say is wrong, in the order in which they are offered.
func reportReasons() []string {
	return []string{"closed", "wrong_place", "wrong_phone", "not_serving", "no_stock", "other"}
}

// reportLimit keeps one address from filling the record.
func reportLimit() func(http.Handler) http.Handler {
	return httprate.LimitBy(reportsAtOne, 10*time.Minute, byPeer, httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
		problem.Write(w, r, problem.New(problem.TooManyReports))
	}))
}

// byPeer counts by who opened the connection. Behind a reverse proxy that is the proxy: what a client says of itself is not believed, and the
// bound is then one for all.
func byPeer(r *http.Request) (string, error) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return httprate.CanonicalizeIP(host), nil
}

// takeReport keeps what a reader says is wrong and leads back to the facility, where the page says what came of it.
func (s *Site) takeReport(w http.ResponseWriter, r *http.Request) {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		problem.Write(w, r, problem.New(problem.CrossOrigin))
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxReport)
	err := r.ParseForm()
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		problem.Write(w, r, problem.New(problem.BodyTooLarge, maxReport))
		return
	}
	facility, errFacility := strconv.ParseInt(r.PostForm.Get("f"), 10, 64)
	reason, note := r.PostForm.Get("reason"), tidyNote(r.PostForm.Get("note"))
	if err != nil || errFacility != nil || !slices.Contains(reportReasons(), reason) || utf8.RuneCountInString(note) > maxNote {
		problem.Write(w, r, problem.New(problem.InvalidReport, strings.Join(reportReasons(), ", "), maxNote))
		return
	}
	city := chi.URLParam(r, "city")
	outcome := "thanks"
	switch err := s.report(r.Context(), city, facility, reason, note); {
	case errors.Is(err, ErrUnknownFacility):
		outcome = "missing"
	case errors.Is(err, ErrEnoughReports):
		outcome = "enough"
	case err != nil:
		problem.Write(w, r, err)
		return
	}
	back := url.Values{"f": {strconv.FormatInt(facility, 10)}, "lang": {string(languageOf(r))}, "reported": {outcome}}
	if r.PostForm.Get("part") == "answer" {
		back.Set("part", "answer")
	}
	http.Redirect(w, r, "/"+url.PathEscape(city)+"?"+back.Encode(), http.StatusSeeOther)
}

// tidyNote takes out what is no text.
func tidyNote(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == utf8.RuneError {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}
