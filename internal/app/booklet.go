package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rasad/internal/live"
	"rasad/internal/web"
	"rasad/internal/web/site"
)

type bookletCommand struct {
	City    string `name:"city" required:"" help:"${help_city_flag}"`
	Out     string `name:"out" short:"o" type:"path" default:"booklet.pdf" placeholder:"FILE" help:"${help_booklet_out}"`
	Address string `name:"address" env:"RASAD_PUBLIC_URL" default:"http://localhost:8080" placeholder:"URL" help:"${help_booklet_address}"`
}

// Run writes the booklet of a city in the language of the messages.
func (c *bookletCommand) Run(ctx context.Context, p *program) error {
	return p.withRecord(ctx, func(r *record) error {
		if _, err := findCity(ctx, r.db, c.City); err != nil {
			return err
		}
		model := live.New(r.db, live.Options{})
		ctx, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- model.Run(ctx) }()
		err := model.AwaitReady(ctx)
		if err == nil {
			err = c.write(ctx, p, model)
		}
		stop()
		if ran := <-ended; !errors.Is(ran, context.Canceled) {
			err = errors.Join(err, ran)
		}
		return err
	})
}

// write gives the file its name only when it is whole.
func (c *bookletCommand) write(ctx context.Context, p *program, model *live.Model) error {
	pages, err := web.New(model, web.Options{})
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".part-")
	if err != nil {
		return fileError(c.Out, err)
	}
	err = c.print(ctx, p, pages, file)
	if err == nil {
		err = file.Chmod(0o644)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), c.Out)
	}
	if err != nil {
		_ = os.Remove(file.Name())
		return err
	}
	fmt.Fprintf(p.out, p.say("पुस्तिका बनी: %s\n", "booklet written: %s\n"), c.Out)
	return nil
}

func (c *bookletCommand) print(ctx context.Context, p *program, pages *web.Site, out io.Writer) error {
	meter := newMeter(p.err, p.say("पुस्तिका बन रही है", "setting the booklet"))
	defer meter.close()
	err := pages.Booklet(ctx, out, c.City, p.lang, c.Address, func(done, all int) { meter.update(int64(done), int64(all)) })
	if errors.Is(err, site.ErrNoBundle) {
		return &told{hi: "पन्नों के फ़ॉन्ट नहीं बने हैं; चलाएँ: make build", en: "the pages' fonts are not built; run: make build"}
	}
	return err
}
