package browser

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// reply is an answer without its body.
type reply struct {
	StatusCode int
	Status     string
	Header     http.Header
}

// answerOf asks without a browser and without being told to unpack.
func answerOf(t *testing.T, address string, header ...string) (reply, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "identity")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Status, answer.Header}, string(body)
}

// TestEveryFacilityIsThere: on its ward's page, and on the sheet or counted there.
func TestEveryFacilityIsThere(t *testing.T) {
	server := serveHard(t)
	more := regexp.MustCompile(`<b>(\d+) more, see`)
	for _, w := range (hardCity{}).Wards() {
		facilities := hardCity{}.Facilities(w.Code, "", 1000)
		_, page := answerOf(t, server.URL+"/made/wards/"+w.Code+"?lang=en")
		_, sheet := answerOf(t, server.URL+"/made/wards/"+w.Code+"/sheet?lang=en")
		near := strings.Count(page, "None in this ward") * 3
		for _, f := range facilities {
			if !strings.Contains(page, fmt.Sprintf("f=%d&amp;", f.ID)) {
				t.Errorf("ward %s: %q is not on its page", w.Code, f.Name.En)
			}
		}
		onSheet := strings.Count(sheet, `class="paper-name"`)
		counted := 0
		if found := more.FindStringSubmatch(sheet); found != nil {
			counted, _ = strconv.Atoi(found[1])
		}
		if onSheet+counted != len(facilities)+near {
			t.Errorf("ward %s: %d on the sheet and %d more, of %d and %d nearest", w.Code, onSheet, counted, len(facilities), near)
		}
	}
	if _, sheet := answerOf(t, server.URL+"/made/wards/2/sheet?lang=en"); !strings.Contains(sheet, "Community kitchen") {
		t.Error("150 shops leave no room for the kitchens")
	}
}

// TestHostileNames: names from outside are text everywhere.
func TestHostileNames(t *testing.T) {
	server := serveHard(t)
	for _, path := range []string{"/made/wards", "/made/wards/3", "/made/wards/3/sheet", "/made/wards/2", "/made/map.svg", "/made/wards/3/map.svg", "/made/wards?q=%3Cscript%3Ealert(1)", "/made/wards/%3Cscript%3Ealert(1)"} {
		for _, lang := range []string{"hi", "en"} {
			address := server.URL + path + map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "lang=" + lang
			if _, body := answerOf(t, address); strings.Contains(body, "<script>alert") {
				t.Errorf("%s: a name is code", address)
			}
		}
	}
}

// TestMapFiles: well-formed, bounded, tagged, packed, and without anything foreign.
func TestMapFiles(t *testing.T) {
	server := serveHard(t)
	for _, path := range []string{"/made/map.svg?lang=hi", "/made/wards/3/map.svg?lang=en", "/made/wards/2/map.svg?lang=hi"} {
		answer, body := answerOf(t, server.URL+path)
		if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "image/svg+xml" || len(body) > 150_000 {
			t.Errorf("%s: %s, %s, %d bytes", path, answer.Status, answer.Header.Get("Content-Type"), len(body))
		}
		decoder := xml.NewDecoder(strings.NewReader(body))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range element.Attr {
				if element.Name.Local == "script" || strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "/made/wards/") {
					t.Errorf("%s: <%s %s=%q>", path, element.Name.Local, a.Name.Local, a.Value)
				}
			}
		}
		tag := answer.Header.Get("ETag")
		if again, _ := answerOf(t, server.URL+path, "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %s for %s", path, again.Status, tag)
		}
		if packed, small := answerOf(t, server.URL+path, "Accept-Encoding", "gzip"); packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == tag || len(small) >= len(body) {
			t.Errorf("%s: %v, %d of %d bytes", path, packed.Header, len(small), len(body))
		}
	}
}

// TestIndexable: a ward's page tells search engines what it is about, in JSON that reads back, and where its other language is.
func TestIndexable(t *testing.T) {
	server := serveHard(t)
	_, page := answerOf(t, server.URL+"/made/wards/3?lang=hi")
	found := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("no JSON-LD")
	}
	var graph struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(found[1]), &graph); err != nil {
		t.Fatalf("%v: %s", err, found[1])
	}
	if n := len((hardCity{}).Facilities("3", "", 1000)); len(graph.Graph) != n+1 || !strings.Contains(fmt.Sprint(graph.Graph[0]["name"]), "<script>") {
		t.Errorf("%d nodes for %d facilities: %v", len(graph.Graph), n, graph.Graph[0])
	}
	for _, want := range []string{`<link rel="canonical" href="` + server.URL + `/made/wards/3?lang=hi">`, `hreflang="en" href="` + server.URL + `/made/wards/3?lang=en"`, `hreflang="x-default"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	_, listing := answerOf(t, server.URL+"/made/sitemap.xml")
	var parsed struct {
		Pages []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(listing), &parsed); err != nil || len(parsed.Pages) != 2*(2+12) {
		t.Errorf("%d pages, %v", len(parsed.Pages), err)
	}
	if _, robots := answerOf(t, server.URL+"/robots.txt"); !strings.Contains(robots, "Sitemap: "+server.URL+"/made/sitemap.xml") {
		t.Error(robots)
	}
}

func TestUnknownWard(t *testing.T) {
	server := serve(t)
	for code, near := range map[string]string{"14": "12", "3a": "3", "%F0%9F%98%80": "1"} {
		for _, rest := range []string{"", "/sheet", "/map.svg"} {
			answer, page := answerOf(t, server.URL+"/made/wards/"+code+rest+"?lang=en")
			if answer.StatusCode != http.StatusNotFound || !strings.Contains(page, `class="code" href="/made/wards/`+near+`?`) || !strings.Contains(page, "noindex") {
				t.Errorf("%s%s: %s, no %s", code, rest, answer.Status, near)
			}
		}
	}
	if answer, _ := answerOf(t, server.URL+"/nowhere/wards"); answer.StatusCode != http.StatusNotFound {
		t.Error(answer.Status)
	}
}

func TestFindWard(t *testing.T) {
	server := serve(t)
	for q, want := range map[string][]string{"nagar": {"3", "7", "8", "9"}, "नगर": {"3", "7", "8", "9"}, "7": {"7"}, "xyzzy": nil} {
		_, page := answerOf(t, server.URL+"/made/wards?lang=en&q="+q)
		var got []string
		for _, m := range regexp.MustCompile(`class="row ward" href="/made/wards/(\w+)\?`).FindAllStringSubmatch(page, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%q: %v, want %v", q, got, want)
		}
	}
}

// TestBooklet: one document with every ward and shop as text, the same bytes the second time.
func TestBooklet(t *testing.T) {
	server := serveHard(t)
	answer, body := answerOf(t, server.URL+"/made/booklet.pdf?lang=hi")
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("%s: %s", answer.Status, body)
	}
	if again, _ := answerOf(t, server.URL+"/made/booklet.pdf?lang=hi", "If-None-Match", answer.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Error(again.Status)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext: install poppler-utils")
	}
	file := filepath.Join(t.TempDir(), "booklet.pdf")
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), tool, file, "-").CombinedOutput()
	if err != nil || strings.Contains(string(text), "Error") {
		t.Fatalf("%v: %.2000s", err, text)
	}
	for _, name := range (madeCity{}).names() {
		if name[0] != "छत्रपति नगर" && !strings.Contains(string(text), name[0]) {
			t.Errorf("no %q", name[0])
		}
	}
	for _, f := range (hardCity{}).all() {
		if f.Ward != "3" && f.Ward != "" && f.Kind != "hospital" && !strings.Contains(string(text), f.Phone) {
			t.Errorf("ward %s: no %s", f.Ward, f.Phone)
		}
	}
}
