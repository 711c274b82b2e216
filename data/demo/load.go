package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"rasad/data"
	"rasad/data/ingest"
)

// Load brings a generated city from dir into the record, through the importers that any city's files go through. The wards come late, as
// a city that has wards counts as loaded.
func Load(ctx context.Context, db *data.DB, dir string) error {
	city, err := readCity(filepath.Join(dir, CityFile))
	if err != nil {
		return err
	}
	if err := db.PutCity(ctx, "demo", city); err != nil {
		return err
	}
	o := ingest.Options{City: city.ID, Actor: "demo", Source: "demo"}
	replacing := o
	replacing.Replace = true
	for _, step := range []struct {
		run  func(context.Context, *data.DB, ingest.Options, ...string) (ingest.Report, error)
		o    ingest.Options
		file string
	}{
		{ingest.OSM, o, MapFile},
		{ingest.Facilities, replacing, FacilitiesFile},
		{ingest.Wards, o, WardsFile},
		{ingest.Zones, o, ZonesFile},
		{ingest.Population, o, PopulationFile},
	} {
		if _, err := step.run(ctx, db, step.o, filepath.Join(dir, step.file)); err != nil {
			return fmt.Errorf("load the demo city: %s: %w", step.file, err)
		}
	}
	return nil
}

func readCity(file string) (c data.City, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return c, fmt.Errorf("load the demo city: %w", err)
	}
	var in Info
	if err := json.Unmarshal(text, &in); err != nil {
		return c, fmt.Errorf("load the demo city: %s: %w", CityFile, err)
	}
	day, err := time.Parse(time.DateOnly, in.DataDate)
	if err != nil {
		return c, fmt.Errorf("load the demo city: %s: %w", CityFile, err)
	}
	return data.City{ID: in.ID, NameHi: in.NameHi, NameEn: in.NameEn, StateHi: in.StateHi, StateEn: in.StateEn, Helpline: in.Helpline,
		Attribution: in.Attribution, DataDate: &day}, nil
}
