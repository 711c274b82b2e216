package app

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"rasad/internal/live"
)

// Run prints what a text names, best first.
func (c *searchCommand) Run(ctx context.Context, p *program) error {
	return p.withRecord(ctx, func(r *record) error {
		if _, err := findCity(ctx, r.db, c.City); err != nil {
			return err
		}
		ctx, cancel := context.WithCancel(ctx)
		failed := make(chan error, 1)
		model := live.New(r.db, live.Options{Hooks: live.Hooks{Failed: func(err error) {
			select {
			case failed <- err:
				cancel()
			default:
			}
		}}})
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = model.Run(ctx) // ends with ctx
		}()
		places, err := c.find(ctx, model)
		cancel()
		<-done
		if err != nil {
			select {
			case err = <-failed:
			default:
			}
			return err
		}
		return c.print(p, places)
	})
}

func (c *searchCommand) find(ctx context.Context, model *live.Model) ([]live.Place, error) {
	if err := model.AwaitReady(ctx); err != nil {
		return nil, err
	}
	city, ok := model.City(c.City)
	if !ok {
		return nil, fmt.Errorf("no city %q", c.City)
	}
	return city.Search(ctx, strings.Join(c.Query, " "), nil, c.Limit)
}

func (c *searchCommand) print(p *program, places []live.Place) error {
	if len(places) == 0 {
		fmt.Fprintln(p.err, p.say("कुछ नहीं मिला", "nothing found"))
	}
	table := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	for i := range places {
		place := &places[i]
		ward := ""
		if place.Ward != nil {
			ward = p.say("वार्ड ", "ward ") + place.Ward.Code
		}
		name := place.NameEn
		if name == "" || p.lang == "hi" && place.NameHi != "" {
			name = place.NameHi
		}
		fmt.Fprintf(table, "%.3f\t%s\t%s\t%s\t%.5f %.5f\n", place.Score, name, p.say(place.NoteHi, place.NoteEn), ward, place.Point[0], place.Point[1])
	}
	return table.Flush()
}
