package names

import (
	"slices"
	"strings"
	"testing"
)

// TestOneKey: what people take for the same has one key.
func TestOneKey(t *testing.T) {
	for _, group := range []string{
		"हज़रतगंज हज़रतगंज हजरतगंज Hazratganj hajratganj HAJRATGANJ Hazrat'ganj Häzratganj",
		"राजेंद्र राजेन्द्र राजेन्दर Rajendra rajender Raajendra",
		"चौक चोक Chowk chauk", "वार्ड ward vaard", "लखनऊ Lakhnau lakhnow", "फैजाबाद फ़ैज़ाबाद Faizabad phaizabad", "कूचा kucha koocha", "मक्खन makkhan makhan",
		"अंबेडकर अम्बेडकर आंबेडकर Ambedkar", "चाँद चांद चान्द chand", "ज्ञान gyan gyaan", "लक्ष्मी lakshmi laxshmi", "शुक्ला shukla shookla", "खेड़ा khera Kheraa", "४३ 43 043 ४3",
		"घंटा घण्टा घन्टा ghanta", "शिव shiv",
	} {
		keys := map[string]bool{}
		for _, word := range strings.Fields(group) {
			for _, w := range split(word, 9) {
				keys[keyOf(w.text)] = true
			}
		}
		if len(keys) != 1 {
			t.Errorf("%s: %v", group, keys)
		}
	}
}

func TestSplit(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " \t. ,-": "", "M.G. Road": "mg road", "M.G.Road": "mg road", "एम.जी. रोड": "mg रोड", "St. Mary's": "st marys", "UP32-00417": "up 32 417", "22A": "22 a",
		"Dr.Anil": "dr anil", "P. N. Road": "pn road", "Sector-IV": "sector iv", "घर १२": "घर 12", "कोह-ए-फिजा": "कोह ए फिजा", "a.b": "ab", "के.": "के", "बी.एच.ई.एल.": "bhel",
		"0": "0", "000": "0", "अ\u200dब": "अब", "Ｆｕｌｌ": "full",
	} {
		var got []string
		for _, w := range split(text, 99) {
			got = append(got, w.text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q is split into %q, want %q", text, s, want)
		}
	}
	if n := len(split(strings.Repeat("a b ", 99), 5)); n != 5 {
		t.Errorf("%d words", n)
	}
}

func TestReadings(t *testing.T) {
	l := newLexicon()
	for word, want := range map[string]string{
		"एलडीए": "lda", "bazar": "market", "रसोई": "kitchen", "aspatal": "hospital", "मोहम्मद": "mohd", "द्वितीय": "2", "stn": "station", "पूर्वी": "east",
	} {
		r := l.read(split(word, 1)[0].text)
		if !slices.Contains(append(r.others, r.key), wordKey(want)) && l.canon[wordKey(want)] != l.canon[r.key] {
			t.Errorf("%s is read as %q %q, not as %s", word, r.key, r.others, want)
		}
	}
	for word, want := range map[string]string{"i": "1", "iv": "4", "ix": "9", "xiv": "14", "xxxix": "39", "iiii": "", "vx": "", "xl": "", "": "", "mix": ""} {
		if got := roman(word); got != want {
			t.Errorf("%s is the number %q, want %q", word, got, want)
		}
	}
}

// TestRanking: of names that a query may mean, the nearer comes first, then the heavier, then the first of the list.
func TestRanking(t *testing.T) {
	for _, c := range []struct{ query, names, want string }{
		{"hazratganj", "hajratganj|Hazratganj|Hazratganji|Hazretganj", "Hazratganj|hajratganj"},          // as written, then as spoken
		{"alam", "Alambagh|Alam|Aalam Nagar|Salam", "Alam|Aalam Nagar|Alambagh"},                         // whole before prefix
		{"gomti nagar", "Gomti Nagar Extension|Nagar Gomti Vihar|Gomti Nagar|Gomtinagar", "Gomti Nagar"}, // short before long
		{"ram nagar", "Ram Nagar#1|Ram Nagar#2|Ram Nagar#3", "Ram Nagar#1|Ram Nagar#2|Ram Nagar#3"},      // ties as they stand
		{"sector 4", "Sector 14|Sector 4|Sector 44|Sector IV", "Sector 4"},                               // numbers are no near matches
		{"22600", "226001|126001|226", "226001"},                                                         // but may be half typed
		{"xyzzy plugh", "Alambagh|Aminabad", ""},
	} {
		var entries []Entry
		for name := range strings.SplitSeq(c.names, "|") {
			plain, _, _ := strings.Cut(name, "#")
			entries = append(entries, Entry{En: plain})
		}
		names := strings.Split(c.names, "|")
		var got []string
		for _, h := range Build(entries).Find(c.query, 10) {
			got = append(got, names[h.Entry])
		}
		want := strings.Split(c.want, "|")
		if c.want == "" {
			want = nil
		}
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) || want == nil && got != nil {
			t.Errorf("%s: %q, want %q", c.query, got, want)
		}
	}
	heavy := Build([]Entry{{En: "Chowk"}, {En: "Chowk", Weight: 1}, {En: "Chowk", Weight: 0.5}}).Find("chauk", 3)
	if len(heavy) != 3 || heavy[0].Entry != 1 || heavy[1].Entry != 2 {
		t.Errorf("by weight: %v", heavy)
	}
}

// TestBounds: queries of any length are read as far as the bounds go.
func TestBounds(t *testing.T) {
	x := Build(places(t))
	for _, query := range []string{"", " ", "...", strings.Repeat("क", 500), strings.Repeat("ganj ", 500), strings.Repeat("a ", 500), "\xff\xfe", strings.Repeat("9", 200)} {
		if hits := x.Find(query, 5); len(hits) > 5 {
			t.Errorf("%d hits", len(hits))
		}
	}
	if x.Find("hazratganj", 0) != nil || x.Find("hazratganj", -1) != nil || len(x.Find("nagar", 10_000)) == 0 || Build(nil).Find("a", 3) != nil && len(Build(nil).Find("a", 3)) > 0 {
		t.Error("k of 0, of many, or no entries")
	}
}

func TestWords(t *testing.T) {
	x := Build(nil)
	if a, b := x.Words("Ward No. 43"), x.Words("वार्ड ४३"); a[0] != b[0] || a[len(a)-1] != "43" || b[1] != "43" || slices.Contains(x.Words("do"), "2") {
		t.Errorf("%q and %q", a, b)
	}
}
