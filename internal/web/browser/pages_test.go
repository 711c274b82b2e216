package browser

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/go-chi/chi/v5"

	"rasad/internal/web/site"
)

// get asks the pages, which have no bundle here, and gives the text of the answer.
func get(t *testing.T, path string) (int, string, http.Header) {
	t.Helper()
	pages, err := site.New(site.Options{Source: madeCity{}, Assets: fstest.MapFS{}})
	if err != nil {
		t.Fatal(err)
	}
	router := chi.NewRouter()
	pages.Routes(router)
	answer := httptest.NewRecorder()
	router.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.Code, string(body), answer.Header()
}

func TestPagesWithoutScript(t *testing.T) {
	for _, c := range []struct {
		path   string
		status int
		has    []string
		lacks  []string
	}{
		{"/?lang=hi", 200, []string{"आनंदपुर", `href="/made?lang=hi"`, `lang="hi"`}, nil},
		{"/?lang=en", 200, []string{"Anandpur", "12 wards · 60 facilities", "make pages"}, []string{"आनंदपुर"}},
		{"/nowhere?lang=en", 404, []string{"There is no such page", "Anandpur"}, nil},
		{"/made?lang=hi", 200, []string{"विक्रमादित्य", "ज़ोन 2", "?lang=hi&amp;ward=5", "tel:0000112233", "राशन की दुकान"}, []string{"Vikramaditya", "<b>here</b>", "#ZgotmplZ"}},
		{"/made?lang=en", 200, []string{"Vikramaditya", "Zone 2", "Made &lt;b&gt;here&lt;/b&gt; &amp; now"}, []string{"विक्रमादित्य", "#ZgotmplZ"}},
		{"/made?lang=en&ward=6", 200, []string{"Ward 6", "Chowk", "Zone helpline", "26,170", "4.4 km²", "tel:0000", "Open now"}, []string{"#ZgotmplZ"}},
		{"/made?lang=hi&lon=80.935&lat=26.828", 200, []string{"वार्ड 6", "पास की राशन दुकानें", "किमी", "अभी खुला"}, nil},
		{"/made?lang=en&lon=10&lat=10", 404, []string{"outside the city"}, nil},
		{"/made?lang=en&lon=x&lat=10", 400, []string{"not understood"}, nil},
		{"/made?lang=en&lon=80.9", 400, []string{"not understood"}, nil},
		{"/made?lang=en&lon=NaN&lat=1e999", 400, []string{"not understood"}, nil},
		{"/made?lang=en&ward=%3Cscript%3Ealert(1)%3C/script%3E", 404, []string{"There is no ward “&lt;script&gt;"}, []string{"<script>alert"}},
		{"/made?lang=en&f=1", 200, []string{"Kitchen 1", "Mon–Sat 09:00–17:00", "tel:00000"}, nil},
		{"/made?lang=hi&f=1", 200, []string{"रसोई 1", "सोम–शनि 09:00–17:00"}, nil},
		{"/made?lang=en&f=99999", 404, []string{"no longer listed"}, nil},
		{"/made?lang=en&f=x", 404, []string{"no longer listed"}, nil},
		{"/made?lang=en&kind=kitchen", 200, []string{"Community kitchen: 12", "Kitchen 31"}, []string{"Ration Shop 2"}},
		{"/made?lang=en&kind=casino", 200, []string{"Find your ward"}, nil},
		{"/made?lang=en&ward=" + strings.Repeat("9", 300), 400, []string{"not understood"}, nil},
		{"/made?lang=en&ward=6&part=answer", 200, []string{`data-ward="6"`}, []string{"<html", "<header"}},
		{"/second?lang=en", 200, []string{"not loaded yet", "rasad import wards"}, nil},
	} {
		status, body, header := get(t, c.path)
		if status != c.status {
			t.Errorf("%s: %d, want %d", c.path, status, c.status)
		}
		for _, text := range c.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %q:\n%s", c.path, text, body)
			}
		}
		for _, text := range append(c.lacks, "style=", "onclick") {
			if strings.Contains(body, text) {
				t.Errorf("%s has %q", c.path, text)
			}
		}
		if policy := header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", c.path, policy)
		}
	}
}

// TestLanguageLink: the switch leads to the same thing in the other language.
func TestLanguageLink(t *testing.T) {
	_, body, _ := get(t, "/made?lang=hi&ward=6&kinds=kitchen&other=1")
	if !strings.Contains(body, `href="?kinds=kitchen&amp;lang=en&amp;ward=6"`) {
		t.Error(body)
	}
}
