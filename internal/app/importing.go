package app

import (
	"context"
	"errors"
	"os"

	"rasad/data"
	"rasad/data/ingest"
)

// importer is one of package ingest's.
type importer func(ctx context.Context, db *data.DB, o ingest.Options, files ...string) (ingest.Report, error)

func (f *importFlags) options() ingest.Options {
	return ingest.Options{
		City: f.City, DryRun: f.DryRun, SkipBad: f.SkipBad, Mapping: f.Map, CRS: f.CRS, Encoding: f.Encoding,
		Source: f.Source, Attribution: f.Attribution, DataDate: given(f.DataDate), Actor: "rasad import",
	}
}

// Run imports ward boundaries.
func (c *importWards) Run(ctx context.Context, p *program) error {
	o := c.options()
	o.Delimitation, o.ValidFrom, o.Repair, o.NoZones = c.Delimitation, given(c.ValidFrom), c.Repair, c.NoZones
	o.Duplicates = ingest.Duplicates(c.Duplicates)
	return p.ingest(ctx, ingest.Wards, o, c.Files)
}

// Run imports zones.
func (c *importZones) Run(ctx context.Context, p *program) error {
	o := c.options()
	o.Delimitation, o.Plan = c.Delimitation, c.Plan
	return p.ingest(ctx, ingest.Zones, o, c.Files)
}

// Run imports facilities.
func (c *importFacilities) Run(ctx context.Context, p *program) error {
	o := c.options()
	o.Replace = c.Replace
	if c.Kind != "" {
		kind, err := data.ParseKind(c.Kind)
		if err != nil {
			return p.unknownKind(err)
		}
		o.Kind = kind
	}
	return p.ingest(ctx, ingest.Facilities, o, c.Files)
}

func (p *program) unknownKind(err error) error {
	known := ""
	for _, info := range data.Kinds() {
		known += " " + string(info.Kind)
	}
	return &told{hi: "--kind इनमें से एक हो:" + known, en: "--kind must be one of:" + known, cause: err}
}

// Run imports population and households.
func (c *importPopulation) Run(ctx context.Context, p *program) error {
	o := c.options()
	o.Delimitation = c.Delimitation
	return p.ingest(ctx, ingest.Population, o, c.Files)
}

// Run imports OpenStreetMap.
func (c *importOSM) Run(ctx context.Context, p *program) error {
	return p.ingest(ctx, ingest.OSM, c.options(), c.Files)
}

// ingest runs an importer with progress and prints its report. A refused import has its report on standard error.
func (p *program) ingest(ctx context.Context, run importer, o ingest.Options, files []string) error {
	for _, file := range files { // before a database is started for nothing
		if _, err := os.Stat(file); err != nil {
			return fileError(file, err)
		}
	}
	return p.withRecord(ctx, func(r *record) error {
		if _, err := findCity(ctx, r.db, o.City); err != nil {
			return err
		}
		meter := newMeter(p.err, p.say("आयात", "import"))
		o.Progress = meter.update
		report, err := run(ctx, r.db, o, files...)
		meter.close()
		out := p.out
		if err != nil {
			out = p.err
		}
		if report.What != "" && (err == nil || len(report.Findings) > 0) {
			err = errors.Join(err, report.Write(out, p.lang))
		}
		return err
	})
}
