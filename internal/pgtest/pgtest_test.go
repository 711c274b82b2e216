package pgtest_test

import (
	"testing"

	"rasad/data"
	"rasad/internal/pgtest"
)

// TestEachTestHasItsOwn wants two databases to be migrated, empty and apart.
func TestEachTestHasItsOwn(t *testing.T) {
	first, second := pgtest.Open(t), pgtest.Open(t)
	if err := first.PutCity(t.Context(), "test", data.City{ID: "here", NameEn: "Here"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		db   *data.DB
		want int
	}{{first, 1}, {second, 0}} {
		err := c.db.Read(t.Context(), func(r *data.Reader) error {
			cities, err := r.Cities(t.Context())
			if len(cities) != c.want {
				t.Errorf("%d cities, want %d", len(cities), c.want)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
