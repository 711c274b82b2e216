package names

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// slip makes one typing error in a text of Latin letters, of a kind.
func slip(r *rand.Rand, text, kind string) string {
	runes := []rune(text)
	i := 1 + r.IntN(len(runes)-1) // the first letter is nearly always right
	switch kind {
	case "dropped":
		return string(slices.Delete(runes, i, i+1))
	case "doubled":
		return string(slices.Insert(runes, i, runes[i]))
	case "swapped":
		if i+1 == len(runes) {
			i--
		}
		runes[i], runes[i+1] = runes[i+1], runes[i]
	case "neighbour key":
		rows := []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}
		for _, row := range rows {
			if at := strings.IndexRune(row, runes[i]); at >= 0 {
				to := at + 1
				if to == len(row) || at > 0 && r.IntN(2) == 0 {
					to = at - 1
				}
				runes[i] = rune(row[to])
				break
			}
		}
	case "half typed":
		return string(runes[:max(4, len(runes)*7/10)])
	}
	return string(runes)
}

// TestTypos makes errors of each kind in every known name, in both scripts, and asks for them among 60,000 names.
func TestTypos(t *testing.T) {
	known := places(t)
	entries := crowd(known, 60_000)
	x := Build(entries)
	for _, kind := range []string{"dropped", "doubled", "swapped", "neighbour key", "half typed"} {
		for _, script := range []string{"en", "hi"} {
			r := rand.New(rand.NewPCG(9, uint64(len(kind))))
			total, first, five := 0, 0, 0
			for _, e := range known {
				name := strings.ToLower(e.En)
				if script == "hi" {
					name = e.Hi
				}
				if len([]rune(name)) < 6 || script == "hi" && kind == "neighbour key" || strings.ContainsAny(name, "0123456789") {
					continue
				}
				query := slip(r, name, kind)
				total++
				at := slices.IndexFunc(x.Find(query, 5), func(h Hit) bool { return entries[h.Entry].En == e.En })
				if at == 0 {
					first++
				}
				if at >= 0 {
					five++
				}
			}
			if total == 0 {
				continue
			}
			t.Logf("%-14s %s %4d: first %5.1f %%, first five %5.1f %%", kind, script, total, 100*float64(first)/float64(total), 100*float64(five)/float64(total))
			if first*100 < 80*total || five*100 < 90*total {
				t.Errorf("%s, %s: of %d %d first, %d among five", kind, script, total, first, five)
			}
		}
	}
}
