package live

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"rasad/internal/pgtest"
)

// rounds of random writes: enough for each mutation some times; RASAD_LONG multiplies them.
func rounds(t *testing.T, n int) int {
	if factor, err := strconv.Atoi(os.Getenv("RASAD_LONG")); err == nil && factor > 0 {
		n *= factor
	}
	if testing.Short() {
		n /= 4
	}
	t.Logf("%d rounds", n)
	return n
}

// TestModelEqualsTheRecord: after every write two models, one that followed all along and one that came in late, hold what a
// model read afresh holds, under the same number.
func TestModelEqualsTheRecord(t *testing.T) {
	url, seed := pgtest.New(t), rand.Uint64()
	t.Logf("seed %d", seed)
	w := newWriter(t, url, "grid", seed)
	w.found()
	o := Options{Hooks: Hooks{Failed: func(err error) { t.Error(err) }}}
	models, db := []*Model{start(t, url, o)}, pgtest.OpenURL(t, url)
	all := mutations()
	n := rounds(t, 3*len(all))
	for round := range n {
		mutation := all[(round+w.random.IntN(2)*w.random.IntN(len(all)))%len(all)]
		mutation.do(w)
		if round == n/3 {
			models = append(models, start(t, url, o))
		}
		want := cityOf(t, fresh(t, db), "grid").Now()
		for _, m := range models {
			got := awaitNumber(t, cityOf(t, m, "grid"), w.count())
			compareEpochs(t, got, want)
		}
		if t.Failed() {
			t.Fatalf("after %q in round %d", mutation.name, round)
		}
	}
}
