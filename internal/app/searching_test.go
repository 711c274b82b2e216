package app_test

import (
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	with := on(t)
	file := writeFile(t, "wards.geojson", twoWards)
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"search", "--city", "nagar", "est"}, 1, "no city \"nagar\""},
		{[]string{"city", "add", "nagar", "--name-en", "Nagar"}, 0, "Nagar"},
		{[]string{"import", "wards", "--city", "nagar", file}, 0, ""},
		{[]string{"search", "--city", "nagar", "old", "wesst"}, 0, "West, old"},
		{[]string{"search", "--city", "nagar", "वार्ड २"}, 0, "East"},
		{[]string{"search", "--city", "nagar", "xyzzy"}, 0, "nothing found"},
	} {
		got := rasad(t, "", append(with(c.args...), "--lang=en")...)
		if got.code != c.code || !strings.Contains(got.out+got.err, c.says) {
			t.Fatalf("%v: %d %q %q", c.args, got.code, got.out, got.err)
		}
	}
}
