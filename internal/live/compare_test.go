package live

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// compareEpochs holds all that readers can ask of an epoch against one read whole from the record.
func compareEpochs(t *testing.T, got, want *Epoch) {
	t.Helper()
	if got.Number != want.Number || got.RecordID != want.RecordID || !cmp.Equal(got.City, want.City) {
		t.Fatalf("epoch %d of %+v, want %d of %+v", got.Number, got.City, want.Number, want.City)
	}
	floats := cmpopts.EquateApprox(0, 1e-12)
	if diff := cmp.Diff(want.Wards, got.Wards, floats); diff != "" {
		t.Fatalf("wards: %s", diff)
	}
	if diff := cmp.Diff(want.Zones, got.Zones, floats); diff != "" {
		t.Fatalf("zones: %s", diff)
	}
	if !maps.Equal(got.Count(), want.Count()) {
		t.Fatalf("kinds %v, want %v", got.Count(), want.Count())
	}
	for i := range want.Wards {
		if g, w := got.CountIn(&got.Wards[i]), want.CountIn(&want.Wards[i]); !maps.Equal(g, w) {
			t.Fatalf("ward %s has %v, want %v", want.Wards[i].Code, g, w)
		}
	}
	g, w := slices.Collect(got.facilities.store.after(minID)), slices.Collect(want.facilities.store.after(minID))
	if !slices.Equal(g, w) {
		t.Fatalf("facilities differ: %d, want %d", len(g), len(w))
	}
	for k := range want.facilities.sets {
		if g, w := got.facilities.sets[k].Len(), want.facilities.sets[k].Len(); g != w {
			t.Fatalf("%d points of kind %d, want %d", g, k, w)
		}
	}
}

func diffOf(want, got any) string { return cmp.Diff(want, got) }
