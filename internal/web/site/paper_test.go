package site

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

// TestSheetList: never more rows than there is room for, everything shown or counted, kitchens beside any number of shops.
func TestSheetList(t *testing.T) {
	for shops := range 40 {
		for kitchens := range 12 {
			for others := range 8 {
				lists := listsOf(map[string]int{rationShop: shops, kitchen: kitchens, "clinic": others})
				rows, more := sheetList(lists)
				shown, ofKitchens := 0, 0
				for i, row := range rows {
					if row.Facility != nil {
						shown++
						if row.Kind.ID == kitchen {
							ofKitchens++
						}
					} else if i+1 == len(rows) || rows[i+1].Heading != nil {
						t.Fatalf("%d, %d, %d: a heading over nothing", shops, kitchens, others)
					}
				}
				if len(rows) > sheetRows || shown+more != shops+kitchens+others || kitchens > 0 && ofKitchens == 0 {
					t.Fatalf("%d, %d, %d: %d rows, %d shown, %d more, %d kitchens", shops, kitchens, others, len(rows), shown, more, ofKitchens)
				}
				if shops+kitchens+others+3 <= sheetRows && more > 0 {
					t.Fatalf("%d, %d, %d: %d left out of a sheet with room", shops, kitchens, others, more)
				}
			}
		}
	}
}

func listsOf(counts map[string]int) (lists []numberedList) {
	for _, kind := range []string{rationShop, kitchen, "clinic"} {
		if n := counts[kind]; n > 0 {
			lists = append(lists, numberedList{Kind: Kind{ID: kind}, Total: n, Facilities: make([]numbered, n)})
		}
	}
	return lists
}

// TestPressSurvives a fault in the making.
func TestPressSurvives(t *testing.T) {
	p := (&Site{}).newPress()
	for range 2 {
		job, err := p.order(printKey{city: "a"}, func(context.Context) (*printed, error) { panic("broken") })
		if err != nil {
			t.Fatal(err)
		}
		if <-job.done; job.err == nil {
			t.Error("no error")
		}
	}
}

// TestPress: a booklet is made once for all who ask, one at a time, failed ones are not kept, and too many are refused.
func TestPress(t *testing.T) {
	p := (&Site{}).newPress()
	var made, atOnce atomic.Int32
	release := make(chan struct{})
	work := func(key printKey, fault error) func(context.Context) (*printed, error) {
		return func(context.Context) (*printed, error) {
			made.Add(1)
			if atOnce.Add(1) > 1 {
				t.Error("two at once")
			}
			<-release
			atOnce.Add(-1)
			return &printed{city: key.city, lang: key.lang, epoch: key.epoch, base: key.base}, fault
		}
	}
	var jobs []*printing
	for i := range maxOrders {
		key := printKey{city: string(rune('a' + i)), lang: hindi, epoch: 1}
		for range 3 {
			var fault error
			if i == 0 {
				fault = errors.New("broken")
			}
			job, err := p.order(key, work(key, fault))
			if err != nil {
				t.Fatal(err)
			}
			jobs = append(jobs, job)
		}
	}
	if _, err := p.order(printKey{city: "z"}, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("one too many: %v", err)
	}
	close(release)
	for _, job := range jobs {
		<-job.done
	}
	if made.Load() != maxOrders {
		t.Errorf("%d made, want %d", made.Load(), maxOrders)
	}
	if p.find("a", hindi, "", 1) != nil {
		t.Error("a failed one is kept")
	}
	kept := 0
	for i := range maxOrders {
		if p.find(string(rune('a'+i)), hindi, "", 1) != nil {
			kept++
		}
	}
	if kept != keptBooklets {
		t.Errorf("%d kept, want %d", kept, keptBooklets)
	}
}
