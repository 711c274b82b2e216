package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"rasad/data"
	"rasad/data/demo"
)

const (
	demoCity        = demo.City
	defaultDemoSeed = 1
)

// Run makes the demo city's files and loads them.
func (c *demoCommand) Run(ctx context.Context, p *program) error {
	folder := c.Dir
	if folder == "" {
		folder = p.config.DemoFolder()
	}
	return p.withRecord(ctx, func(r *record) error {
		if err := p.makeDemoFiles(ctx, folder, c.Seed); err != nil {
			return err
		}
		return p.loadDemo(ctx, r.db, folder)
	})
}

// ensureDemo loads the demo city if it is missing.
func (p *program) ensureDemo(ctx context.Context, r *record, folder string, seed uint64) error {
	whole, err := isWhole(ctx, r.db, demoCity)
	if err != nil || whole {
		return err
	}
	if err := p.makeDemoFiles(ctx, folder, seed); err != nil {
		return err
	}
	return p.loadDemo(ctx, r.db, folder)
}

// makeDemoFiles writes the files unless those of this seed are there. The mark comes last: without it they may not be whole.
func (p *program) makeDemoFiles(ctx context.Context, folder string, seed uint64) error {
	mark := filepath.Join(folder, fmt.Sprintf(".made-with-seed-%d", seed))
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fileError(folder, err)
	}
	fmt.Fprintln(p.err, p.say("नमूना शहर बन रहा है …", "making the demo city …"))
	if err := demo.Generate(folder, seed, nil); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return os.WriteFile(mark, nil, 0o644)
}

func (p *program) loadDemo(ctx context.Context, db *data.DB, folder string) error {
	fmt.Fprintln(p.err, p.say("नमूना शहर भरा जा रहा है …", "loading the demo city …"))
	if err := demo.Load(ctx, db, folder); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.say("नमूना शहर भर गया: "+demoCity, "the demo city is loaded: "+demoCity))
	return nil
}

// isWhole says whether the demo city is loaded to the end: the people of its wards come last. One whose loading broke off is loaded again,
// which changes nothing of what is there.
func isWhole(ctx context.Context, db *data.DB, city string) (whole bool, err error) {
	enough := errors.New("one ward with people is enough")
	err = db.Read(ctx, func(r *data.Reader) error {
		delimitation, ok, err := r.CurrentDelimitation(ctx, city)
		if err != nil || !ok {
			return err
		}
		return r.Wards(ctx, city, delimitation, func(w *data.Ward) error {
			if w.Population == nil {
				return nil
			}
			whole = true
			return enough
		})
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return whole, err
}
