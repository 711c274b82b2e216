package negotiate_test

import (
	"testing"

	"rasad/internal/httpapi/negotiate"
)

func TestEncode(t *testing.T) {
	const identity, gzip, zstd = negotiate.Identity, negotiate.Gzip, negotiate.Zstd
	for _, c := range []struct {
		accept string
		want   negotiate.Encoding
		ok     bool
	}{
		{"gzip", gzip, true},
		{"gzip, deflate, br, zstd", zstd, true},
		{"gzip, deflate, br", gzip, true},
		{"br", identity, true},
		{"", identity, true},
		{"gzip;q=0.5, zstd;q=0.4", gzip, true},
		{"gzip;q=0", identity, true},
		{"gzip;q=0, identity;q=0", identity, false},
		{"identity;q=0", identity, false},
		{"*;q=0", identity, false},
		{"*;q=0, gzip", gzip, true},
		{"*", zstd, true},
		{"*;q=0.1, identity", identity, true},
		{"identity, gzip;q=0.9", identity, true},
		{"GZIP;Q=1.0", gzip, true},
		{"x-gzip", gzip, true},
		{"gzip; q=nonsense", identity, true},
		{"gzip;q=2", identity, true},
		{"gzip;q=NaN", identity, true},
		{";;,,;q=1,", identity, true},
	} {
		got, ok := negotiate.Encode(c.accept, true, true)
		if got != c.want || ok != c.ok {
			t.Errorf("%q: %v %v, want %v %v", c.accept, got, ok, c.want, c.ok)
		}
	}
	if got, ok := negotiate.Encode("", false, true); got != identity || !ok {
		t.Error("no Accept-Encoding: any coding may be sent, identity is")
	}
	if got, _ := negotiate.Encode("zstd, gzip;q=0.1", true, false); got != gzip {
		t.Error("zstd was picked though not on offer")
	}
}

func TestMatches(t *testing.T) {
	for value, want := range map[string]bool{
		`"a"`: true, `W/"a"`: true, `"b", "a"`: true, `"b","a"`: true, `"b" , W/"a"`: true, `*`: true, ` * `: true,
		``: false, `"b"`: false, `a`: false, `"a`: false, `"ab"`: false, `"x, "a"`: false, `"*"`: false, `W/`: false, `"b" a`: false,
	} {
		if got := negotiate.Matches(value, `"a"`); got != want {
			t.Errorf("If-None-Match %s: %v", value, got)
		}
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("gzip;q=0.5, *;q=0", `W/"a", "b"`)
	f.Fuzz(func(t *testing.T, accept, match string) {
		if e, ok := negotiate.Encode(accept, true, false); e == negotiate.Zstd || !ok && e != negotiate.Identity {
			t.Fatalf("%q: %v %v", accept, e, ok)
		}
		if !negotiate.Matches(match+`"t"`, match+`"t"`) {
			t.Fatalf("%q does not match itself", match)
		}
	})
}

func BenchmarkBrowser(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		negotiate.Encode("gzip, deflate, br, zstd", true, true)
	}
}
