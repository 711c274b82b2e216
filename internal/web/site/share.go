package site

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"rasad/internal/httpapi/problem"
)

// baseOf is the service as the reader reached it, for links that leave the page: scheme and host.
func baseOf(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}

// rememberLanguage keeps the language that the reader has chosen by a link for the pages that are opened without one.
func rememberLanguage(w http.ResponseWriter, r *http.Request) {
	chosen := r.URL.Query().Get("lang")
	if chosen != string(hindi) && chosen != string(english) {
		return
	}
	if kept, err := r.Cookie(problem.Cookie); err == nil && kept.Value == chosen {
		return
	}
	const year = 365 * 24 * 60 * 60
	http.SetCookie(w, &http.Cookie{
		Name: problem.Cookie, Value: chosen, Path: "/", MaxAge: year, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(baseOf(r), "https:"),
	})
}

// address is the whole address of a facility or ward in the reader's language, to be passed on.
func (f functions) address(base, city string, pairs ...string) string {
	query := url.Values{"lang": {string(f.lang)}}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	return base + "/" + url.PathEscape(city) + "?" + query.Encode()
}

// whatsApp is the link that opens WhatsApp with a text to send. Nothing is asked of it before the reader taps.
func whatsApp(lines ...string) template.URL {
	var kept []string
	for _, line := range lines {
		if line != "" {
			kept = append(kept, line)
		}
	}
	return template.URL("https://wa.me/?text=" + url.QueryEscape(strings.Join(kept, "\n"))) //nolint:gosec // encoded
}

// geo is the link that opens a place in the device's own map program (RFC 5870, with Android's label).
func (f functions) geo(place Facility) template.URL {
	at := strconv.FormatFloat(place.Lat, 'f', 6, 64) + "," + strconv.FormatFloat(place.Lon, 'f', 6, 64)
	return template.URL("geo:" + at + "?q=" + url.QueryEscape(at+"("+f.lang.pick(place.Name)+")")) //nolint:gosec // encoded
}

// walk is how many minutes a straight distance takes on foot: streets are about a third longer, and one goes 4.5 km an hour.
func walk(metres *float64) int {
	if metres == nil {
		return 0
	}
	const detour, perMinute = 1.3, 75
	return max(1, int(*metres*detour/perMinute+0.5))
}

// shareable is what a card offers to pass on.
type shareable struct {
	Link     string
	WhatsApp template.URL
}

// shared puts the lines above the link.
func (f functions) shared(link string, lines ...string) shareable {
	return shareable{Link: link, WhatsApp: whatsApp(append(lines, link)...)}
}

// hit is the address of what a search has found.
func (f functions) hit(h Hit) (template.URL, error) {
	switch h.Type {
	case "ward":
		return f.link("ward", h.Code)
	case "zone":
		return f.link("zone", h.Code)
	case "facility":
		return f.link("f", strconv.FormatInt(h.ID, 10))
	}
	return f.link("lon", strconv.FormatFloat(h.Lon, 'f', 6, 64), "lat", strconv.FormatFloat(h.Lat, 'f', 6, 64))
}
