// Package demo makes the demo city: आनंदपुर (Anandpur), a fictional city of Uttar Pradesh on a river, with wards, zones, people, shops,
// kitchens and a street network, written as ordinary files and loaded through the same importers as a real city's.
//
// The city grows as cities do. Rivers, railways and highways come first and bound the land. Through streets divide the land between them
// into neighbourhoods, until each is as large as its kind asks; lanes divide those into blocks, each after the manner of its time: crooked
// in the old town, in rows in the colonies, wide in the lines. Wards are sets of whole neighbourhoods, so their boundaries follow streets,
// and as all polygons share their nodes, they join without gap or overlap. Everything follows from the seed: same seed, same bytes.
package demo

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// City is the id of the demo city.
const City = "demo"

// Progress is told how many steps are done of all.
type Progress func(done, total int64)

// Generate writes the city's files into dir, which is made if need be.
func Generate(dir string, seed uint64, progress Progress) error {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("demo city: %w", err)
	}
	const steps = 4
	progress(0, steps)
	c := build(seed)
	progress(1, steps)
	wards, zones := c.apportion()
	progress(2, steps)
	c.elect(wards)
	facilities := c.facilities(wards)
	progress(3, steps)
	chart := c.chart()
	for _, f := range []struct {
		name string
		body func(w *bufio.Writer) error
	}{
		{WardsFile, func(w *bufio.Writer) error { return writeWards(w, wards) }},
		{ZonesFile, func(w *bufio.Writer) error { return writeTable(w, zoneRows(wards, zones)) }},
		{PopulationFile, func(w *bufio.Writer) error { return writeTable(w, populationRows(wards)) }},
		{FacilitiesFile, func(w *bufio.Writer) error { return writeTable(w, facilityRows(facilities)) }},
		{MapFile, func(w *bufio.Writer) error { return writeMap(w, chart) }},
		{CityFile, writeCity},
	} {
		if err := write(dir, f.name, f.body); err != nil {
			return err
		}
	}
	progress(steps, steps)
	return nil
}

// chart is the map of the city.
func (c *builder) chart() *osmFile {
	n := c.network()
	turns := n.planTurns()
	f := &osmFile{}
	n.survey(f, turns)
	n.furnish(f)
	n.restrict(f, turns)
	n.scenery(f)
	return f
}

// Info is what city.json holds.
type Info struct {
	ID          string `json:"id"`
	NameHi      string `json:"name_hi"`
	NameEn      string `json:"name_en"`
	StateHi     string `json:"state_hi"`
	StateEn     string `json:"state_en"`
	Helpline    string `json:"helpline"`
	Attribution string `json:"attribution"`
	DataDate    string `json:"data_date"` // 2006-01-02
}

func info() Info {
	return Info{ID: City, NameHi: "आनंदपुर", NameEn: "Anandpur", StateHi: "उत्तर प्रदेश", StateEn: "Uttar Pradesh", Helpline: "+91 00522 00100",
		Attribution: "काल्पनिक शहर · fictional city (Rasad)", DataDate: "2026-10-01"}
}

func writeCity(w *bufio.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(info())
}
