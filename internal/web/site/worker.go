package site

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi/problem"
)

// farewell is the worker of a server that wants none: it drops what an earlier one kept and takes itself back. Open pages stay as they are.
const farewell = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('rasad-')) await caches.delete(name);
  await self.registration.unregister();
})()));
`

// worker serves the service worker under one address for ever: browsers ask for it anew and replace theirs when a byte differs.
func (s *Site) worker(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", "text/javascript; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	header.Set("Service-Worker-Allowed", "/")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'")
	body := []byte(farewell)
	if s.bundle != nil && !s.noWorker {
		file := s.bundle.files[s.bundle.Worker]
		body = file.plain
		header.Set("Vary", "Accept-Encoding")
		if file.gzip != nil && takesGzip(r) {
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

// appManifest says how the city's page looks among a phone's apps (W3C Web App Manifest).
type appManifest struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	ShortName  string    `json:"short_name"`
	Lang       string    `json:"lang"`
	Dir        string    `json:"dir"`
	StartURL   string    `json:"start_url"`
	Scope      string    `json:"scope"`
	Display    string    `json:"display"`
	Background string    `json:"background_color"`
	Theme      string    `json:"theme_color"`
	Icons      []appIcon `json:"icons"`
}

type appIcon struct {
	Source string `json:"src"`
	Sizes  string `json:"sizes"`
	Type   string `json:"type"`
}

func (s *Site) appManifest(w http.ResponseWriter, r *http.Request) {
	l := languageOf(r)
	town, ok := s.source.Town(chi.URLParam(r, "city"))
	if !ok {
		problem.Write(w, r, problem.New(problem.NotFound))
		return
	}
	c := town.City()
	name, err := s.words.say(l, "site")
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	m := appManifest{
		ID: "/" + c.ID, Name: name + " · " + l.pick(c.Name), ShortName: name, Lang: string(l), Dir: "ltr", StartURL: "/" + c.ID + "?lang=" + string(l),
		Scope: "/", Display: "standalone", Background: "#f4f3f0", Theme: "#0b5a52", Icons: []appIcon{},
	}
	if s.bundle != nil {
		m.Icons = append(m.Icons, appIcon{"/static/" + s.bundle.Icon, "any", "image/svg+xml"})
	}
	body, err := json.Marshal(m)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "application/manifest+json")
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Language, Cookie")
	w.Write(body)
}
