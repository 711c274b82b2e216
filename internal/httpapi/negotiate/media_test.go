package negotiate_test

import (
	"testing"

	"rasad/internal/httpapi/negotiate"
)

func TestMedia(t *testing.T) {
	types := []string{"application/geo+json", "text/html", "text/csv"}
	for accept, want := range map[string]int{
		"": 0, "*/*": 0, "text/html": 1, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": 1, "text/csv;q=0.9, text/html;q=0.8": 2,
		"application/geo+json;q=0.5, text/*;q=0.4": 0, "text/*": 1, "TEXT/HTML": 1, "image/png": 0, "text/html;q=0, */*": 0, "text/html;q=2": 0, "text/html; level=1; q=0.3, text/csv;q=0.2": 1,
		"*/*;q=0.1, text/csv": 2, ",,;;": 0,
	} {
		if got := negotiate.Media(accept, types); got != want {
			t.Errorf("%q: %s, want %s", accept, types[got], types[want])
		}
	}
}
