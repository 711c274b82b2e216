package browser

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// packOf reads the pack of a city.
func packOf(t *testing.T, base, lang string) (header http.Header, pack struct {
	Epoch int64
	Parts []string
	Kinds map[string]string
	Wards []struct {
		Code, Card, Place string
		Rings             [][]int
		At                []struct {
			ID        int64
			Row, Card string
		}
	}
	Rest []struct{ ID int64 }
}) {
	t.Helper()
	header, body := fetch(t, base+"?part=pack&lang="+lang, "")
	if err := json.Unmarshal([]byte(body), &pack); err != nil {
		t.Fatal(err)
	}
	return header, pack
}

// TestPack: every ward and facility is in it once, with slots where the worker fills in, and nothing of the hour.
func TestPack(t *testing.T) {
	base := serve(t).URL + "/made"
	for lang, name := range map[string]string{"hi": "हज़रतगंज", "en": "Hazratganj"} {
		_, pack := packOf(t, base, lang)
		seen := map[int64]bool{}
		for i, w := range pack.Wards {
			if w.Code != strconv.Itoa(i+1) || len(w.Rings) != 1 || len(w.Rings[0]) != 42 {
				t.Errorf("ward %d: %s, %d", i, w.Code, w.Rings)
			}
			for _, slot := range []string{"<!--rows ration_shop-->", "<!--rows kitchen-->", `data-place="-1.000000,-1.000000"`} {
				if strings.Count(w.Place, slot) != 1 {
					t.Errorf("the card of a place in ward %s lacks %s: %s", w.Code, slot, w.Place)
				}
			}
			if strings.Contains(w.Place, `data-facility="-1"`) || strings.Contains(w.Card, "class=\"state") {
				t.Errorf("ward %s: %s", w.Code, w.Place)
			}
			for _, f := range w.At {
				if seen[f.ID] || !strings.HasPrefix(f.Row, "<li") || !strings.HasSuffix(f.Row, "</li>") || strings.Count(f.Row, "<li") != 1 || strings.Count(f.Row, `<span class="facility-line">`) != 1 || !strings.Contains(f.Card, "tel:") ||
					strings.Contains(f.Card, "wa.me") || strings.Count(w.Card, fmt.Sprintf("<!--row %d-->", f.ID)) != 1 {
					t.Errorf("facility %d: %s", f.ID, f.Row)
				}
				seen[f.ID] = true
			}
		}
		if len(seen)+len(pack.Rest) != 60 || len(pack.Wards) != 12 || !strings.Contains(pack.Wards[0].Card, name) {
			t.Errorf("%d facilities in wards, %d outside, %d wards", len(seen), len(pack.Rest), len(pack.Wards))
		}
		if n := len(pack.Parts); n < 3 || n > 30 {
			t.Errorf("%d parts: %q", n, pack.Parts)
		}
		for kind, card := range pack.Kinds {
			if strings.Count(card, "<!--rows "+kind+"-->") != 1 || strings.Contains(card, "<li") {
				t.Errorf("%s: %s", kind, card)
			}
		}
	}
}

// TestPackHeaders: a pack that one has is not sent again, packed or not.
func TestPackHeaders(t *testing.T) {
	base := serve(t).URL + "/made"
	plain, _ := packOf(t, base, "en")
	packed, _ := fetch(t, base+"?part=pack&lang=en", "gzip")
	other, _ := fetch(t, base+"?part=pack&lang=hi", "gzip")
	tags := map[string]bool{plain.Get("ETag"): true, packed.Get("ETag"): true, other.Get("ETag"): true}
	if len(tags) != 3 || packed.Get("Content-Encoding") != "gzip" || tags[""] {
		t.Errorf("%v", tags)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"?part=pack&lang=en", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("If-None-Match", plain.Get("ETag"))
	request.Header.Set("Accept-Encoding", "identity")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNotModified {
		t.Errorf("%s", answer.Status)
	}
}

// TestAppManifest: the page names it, and it says how the page looks on a home screen, in the page's language.
func TestAppManifest(t *testing.T) {
	server := serve(t)
	_, page := fetch(t, server.URL+"/made?lang=hi", "")
	if !strings.Contains(page, `<link rel="manifest" href="/made/manifest.webmanifest?lang=hi">`) {
		t.Error("the page names no manifest")
	}
	header, body := fetch(t, server.URL+"/made/manifest.webmanifest?lang=hi", "")
	var m struct {
		Name, Lang, Display string
		StartURL            string `json:"start_url"`
		Icons               []struct{ Src, Sizes string }
	}
	if err := json.Unmarshal([]byte(body), &m); err != nil || header.Get("Content-Type") != "application/manifest+json" {
		t.Fatal(err, header)
	}
	if m.Name != "रसद · आनंदपुर" || m.Lang != "hi" || m.Display != "standalone" || m.StartURL != "/made?lang=hi" || len(m.Icons) == 0 {
		t.Errorf("%+v", m)
	}
	fetch(t, server.URL+m.Icons[0].Src, "")
}
