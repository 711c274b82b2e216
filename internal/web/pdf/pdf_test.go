package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hard are words that come out wrong where text is not shaped.
func hard() []string {
	return []string{
		"हज़रतगंज", "क्षत्रिय", "विक्रमादित्य", "ट्रांसपोर्ट", "छत्रपति", "श्री", "धर्मिष्ठ", "क़ैसरबाग़", "ज्ञानेन्द्र", "वार्ड 12", "Ward 12", "रमेश-Ramesh", "शॉप नं. 3, MG रोड",
		"लखनऊ", "दुर्गा", "कृष्णा", "हृदय", "पूर्णिमा", "स्त्री", "द्वितीय", "रु.", "₹ 20",
	}
}

// family reads the fonts of the pages' bundle.
func family(t testing.TB) *Fonts {
	t.Helper()
	read := func(pattern string) []byte {
		found, err := filepath.Glob("../dist/" + pattern)
		if err != nil || len(found) == 0 {
			t.Skip("the pages are not built: run make pages")
		}
		file, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	fonts, err := ReadFonts(Files{
		Latin: read("*-latin-400-*.woff2"), LatinBold: read("*-latin-700-*.woff2"),
		Devanagari: read("*-devanagari-400-*.woff2"), DevanagariBold: read("*-devanagari-700-*.woff2"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return fonts
}

func sample(t testing.TB, fonts *Fonts) []byte {
	t.Helper()
	var out bytes.Buffer
	d := New(&out, fonts, Info{Title: "नमूना", Lang: "hi"})
	d.Bookmark("पहला (पन्ना)", 0)
	p := d.Page(A4Width, A4Height)
	for i, word := range hard() {
		p.Text(40, 60+float64(i)*34, word, Style{Size: 22})
		p.Text(300, 60+float64(i)*34, word, Style{Size: 22, Bold: true, Halo: "#ffddaa"})
	}
	p.Done()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTextComesBack: what poppler reads out of a document is what went in.
func TestTextComesBack(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext: install poppler-utils")
	}
	file := filepath.Join(t.TempDir(), "sample.pdf")
	if folder := os.Getenv("RASAD_SHOTS"); folder != "" {
		file = filepath.Join(folder, "sample.pdf")
	}
	if err := os.WriteFile(file, sample(t, family(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), tool, "-layout", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, word := range hard() {
		if n := strings.Count(string(text), word); n < 2 {
			t.Errorf("%q is in the text %d times, want 2:\n%s", word, n, text)
		}
	}
}
