package live

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func randomRow(r *rand.Rand, id int64) row {
	out := row{id: id, lon: r.Float64() * 180, lat: r.Float64() * 80, ward: r.Int64N(100), kind: uint8(r.IntN(11)), capacity: int32(r.IntN(50)) - 1}
	for i := range out.texts {
		if r.IntN(3) > 0 {
			out.texts[i] = strings.Repeat("दु", r.IntN(90)) + fmt.Sprint(r.IntN(1000))
		}
	}
	return out
}

// TestStoreAgreesWithMap applies random edits to the store and to a plain map and compares all that can be read.
func TestStoreAgreesWithMap(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 5))
		ids, rounds := int64(1+r.IntN(3000)), 12
		oracle, s := map[int64]row{}, &store{}
		for range rounds {
			before, old := s, maps.Clone(oracle)
			edits := map[int64]edit{}
			for range 1 + r.IntN(1+int(ids)/(1+r.IntN(20))) {
				id := r.Int64N(ids) + 1
				if r.IntN(4) == 0 {
					edits[id] = edit{id: id}
					delete(oracle, id)
					continue
				}
				put := randomRow(r, id)
				edits[id], oracle[id] = edit{id: id, put: &put}, put
			}
			ordered := slices.SortedFunc(maps.Values(edits), func(a, b edit) int { return int(a.id - b.id) })
			s = s.with(ordered)
			compareStore(t, s, oracle)
			compareStore(t, before, old)
		}
	}
}

func compareStore(t *testing.T, s *store, oracle map[int64]row) {
	t.Helper()
	want := slices.Sorted(maps.Keys(oracle))
	var got []int64
	for r := range s.after(-1) {
		got = append(got, r.id)
		if r != oracle[r.id] {
			t.Fatalf("row %d: %+v, want %+v", r.id, r, oracle[r.id])
		}
	}
	if !slices.Equal(got, want) || s.count != len(want) {
		t.Fatalf("%d rows counted as %d, want %d", len(got), s.count, len(want))
	}
	for i, id := range want {
		if r, ok := s.get(id); !ok || r != oracle[id] {
			t.Fatalf("get(%d) = %+v, %v", id, r, ok)
		}
		for r := range s.after(id) {
			if i+1 == len(want) || r.id != want[i+1] {
				t.Fatalf("after(%d) starts at %d", id, r.id)
			}
			break
		}
	}
	for _, c := range s.chunks {
		if len(c.ids) == 0 || len(c.ids) > 2*chunkRows {
			t.Fatalf("a chunk of %d rows", len(c.ids))
		}
	}
	if _, ok := s.get(1 << 40); ok {
		t.Fatal("found a row that is not there")
	}
}

// A page of an empty store, and the edge of ids.
func TestStoreEmpty(t *testing.T) {
	s := (&store{}).with([]edit{{id: 3}})
	if s.count != 0 || len(s.chunks) != 0 {
		t.Fatalf("deleting from nothing left %d rows", s.count)
	}
	for range s.after(0) {
		t.Fatal("a row from nothing")
	}
}

func BenchmarkStoreWrite540k(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 5))
	proto := randomRow(r, 0)
	for i := range proto.texts {
		proto.texts[i] = "दुकान 123456789"
	}
	var build storeBuilder
	for id := range int64(540_000) {
		proto.id = id
		build.add(proto)
	}
	s := build.done()
	b.ReportAllocs()
	for b.Loop() {
		proto.id = r.Int64N(540_000)
		s = s.with([]edit{{id: proto.id, put: &proto}})
	}
}
