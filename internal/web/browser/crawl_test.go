package browser

import (
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// crawler walks the service's own links.
type crawler struct {
	t     *testing.T
	base  *url.URL
	seen  map[string]bool
	shape map[string]int // how many addresses of a form were asked for
	pages map[string]string
}

const ofAShape = 12 // addresses that differ in their numbers and codes alone are taken so often

// TestCrawl: every link within two steps of a city leads to something, in both languages, and no link leads anywhere else but to a message
// that the reader writes, a call, or the device's own map.
func TestCrawl(t *testing.T) {
	built(t)
	server, _ := serveDemo(t)
	for _, lang := range []string{"hi", "en"} {
		base, err := url.Parse(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		c := &crawler{t: t, base: base, seen: map[string]bool{}, shape: map[string]int{}, pages: map[string]string{}}
		next := []string{"/demo?lang=" + lang, "/?lang=" + lang, "/demo/embed?lang=" + lang}
		for range 3 {
			var found []string
			for _, address := range next {
				found = append(found, c.visit(address)...)
			}
			next = found
		}
		if len(c.pages) < 30 {
			t.Errorf("%s: only %d pages", lang, len(c.pages))
		}
		if lang == "hi" {
			for address, page := range c.pages {
				if strings.HasPrefix(address, "/ogc/") { // full of names of standards, programs and media types
					continue
				}
				if words := latin(page); strings.Contains(page, `<html lang="hi"`) && len(words) > 0 {
					t.Errorf("%s: Latin letters in Hindi: %q", address, words)
				}
			}
		}
	}
}

// visit asks for an address and lists where its page leads to.
func (c *crawler) visit(address string) (links []string) {
	c.t.Helper()
	form := regexp.MustCompile(`=[^&]*|\d+`).ReplaceAllString(address, "#")
	if c.seen[address] || c.shape[form] >= ofAShape {
		return nil
	}
	c.seen[address] = true
	c.shape[form]++
	own, header, body := c.get(address)
	if !strings.HasPrefix(header.Get("Content-Type"), "text/html") {
		return nil
	}
	c.pages[address] = body
	for _, match := range regexp.MustCompile(`\b(?:href|src|action)="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		link := mustParse(c.t, html.UnescapeString(match[1]))
		switch {
		case link.Scheme == "tel" || link.Scheme == "geo" || link.Scheme == "sms" || link.Scheme == "data":
		case link.Host == "wa.me" && link.Scheme == "https":
		default:
			whole := own.ResolveReference(link)
			if whole.Host != c.base.Host {
				c.t.Errorf("%s leads to %s", address, link)
				continue
			}
			whole.Fragment = ""
			if !strings.HasSuffix(whole.Path, "/report") { // takes what is posted
				links = append(links, whole.RequestURI())
			}
		}
	}
	return links
}

// get follows redirections; the last answer must be 200.
func (c *crawler) get(address string) (*url.URL, http.Header, string) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, c.base.String()+address, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || answer.Request.URL.Host != c.base.Host {
		c.t.Errorf("%s: %s, %v", address, answer.Status, err)
	}
	return answer.Request.URL, answer.Header, string(body)
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatalf("%q: %v", address, err)
	}
	return parsed
}

// latin are the words in Latin letters that a reader of a Hindi page meets, read or heard, save those that have no other form: the other
// language's name, code, and who the data is from in that one's own words.
func latin(page string) (words []string) {
	for _, drop := range []string{`(?s)<head>.*?</head>`, `(?s)<script.*?</script>`, `(?s)<textarea.*?</textarea>`, `(?s)<code>.*?</code>`, `(?s)<a class="button language".*?</a>`,
		`(?s)<details class="credit".*?</details>`, `(?s)<p class="quiet source">.*?</p>`,
		`(?s)<(?:span|p)[^>]* lang="en"[^>]*>.*?</(?:span|p)>`, `(?s)<p class="paper-(?:source|rest)">.*?</p>`} {
		page = regexp.MustCompile(drop).ReplaceAllString(page, " ")
	}
	heard := ""
	for _, match := range regexp.MustCompile(`\b(?:aria-label|title|alt|placeholder)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		heard += " " + match[1]
	}
	text := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ") + heard)
	allowed := []string{"Enter", "https"}
	for _, word := range regexp.MustCompile(`[A-Za-z]{2,}`).FindAllString(text, -1) {
		if !slices.Contains(allowed, word) && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// TestLatin: the finder finds.
func TestLatin(t *testing.T) {
	got := latin(`<head><title>x y</title></head><p title="Hidden">वार्ड <b>Ward</b> 5</p><code>rasad</code><a class="button language" href="?">English</a><script>var</script>`)
	if !slices.Equal(got, []string{"Ward", "Hidden"}) {
		t.Errorf("%q", got)
	}
}
