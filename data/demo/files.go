package demo

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// Files of a generated city.
const (
	WardsFile      = "wards.geojson"
	ZonesFile      = "zones.csv" // ward, zone, the zone's names and helpline
	PopulationFile = "population.csv"
	FacilitiesFile = "facilities.csv"
	MapFile        = "city.osm.gz"
	CityFile       = "city.json"
)

// write makes a file through a buffer; what is written to it cannot end half-way unnoticed.
func write(dir, file string, body func(w *bufio.Writer) error) (err error) {
	out, err := os.Create(filepath.Join(dir, file))
	if err != nil {
		return fmt.Errorf("demo city: %w", err)
	}
	defer func() {
		if e := out.Close(); err == nil && e != nil {
			err = fmt.Errorf("demo city: %w", e)
		}
	}()
	w := bufio.NewWriterSize(out, 1<<16)
	if err := body(w); err != nil {
		return fmt.Errorf("demo city: write %s: %w", file, err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("demo city: write %s: %w", file, err)
	}
	return nil
}

func degrees(v int64) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%07d", sign, v/1e7, v%1e7)
}

func appendPosition(buf []byte, p pt) []byte {
	lon, lat := p.lonLat()
	buf = append(buf, '[')
	buf = append(buf, degrees(lon)...)
	buf = append(buf, ',')
	buf = append(buf, degrees(lat)...)
	return append(buf, ']')
}

func writeWards(w *bufio.Writer, wards []ward) error {
	fmt.Fprint(w, "{\"type\":\"FeatureCollection\",\"name\":\"wards\",\"features\":[\n")
	for i, wd := range wards {
		props, err := json.Marshal(struct {
			Ward   int    `json:"ward_no"`
			NameHi string `json:"name_hi"`
			NameEn string `json:"name_en"`
			TellHi string `json:"councillor_hi"`
			TellEn string `json:"councillor_en"`
			Phone  string `json:"councillor_phone"`
		}{wd.number, wd.name.hi, wd.name.en, wd.councillor.hi, wd.councillor.en, wd.phone})
		if err != nil {
			return err
		}
		var buf []byte
		for j, part := range wd.parts {
			if j > 0 {
				buf = append(buf, ',')
			}
			buf = appendPolygon(buf, part)
		}
		if i > 0 {
			fmt.Fprint(w, ",\n")
		}
		kind := "Polygon"
		if len(wd.parts) > 1 {
			kind = "MultiPolygon"
			buf = append(append([]byte{'['}, buf...), ']')
		}
		fmt.Fprintf(w, `{"type":"Feature","id":%d,"properties":%s,"geometry":{"type":"%s","coordinates":%s}}`, wd.number, props, kind, buf)
	}
	_, err := fmt.Fprint(w, "\n]}\n")
	return err
}

func appendPolygon(buf []byte, rings [][]pt) []byte {
	buf = append(buf, '[')
	for i, ring := range rings {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = append(buf, '[')
		for _, p := range ring {
			buf = append(appendPosition(buf, p), ',')
		}
		buf = append(appendPosition(buf, ring[0]), ']')
	}
	return append(buf, ']')
}

func writeTable(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

func zoneRows(wards []ward, zones []zone) [][]string {
	rows := [][]string{{"ward", "zone", "zone_name_hi", "zone_name_en", "helpline"}}
	for _, w := range wards {
		z := zones[w.zone]
		rows = append(rows, []string{strconv.Itoa(w.number), z.code, z.name.hi, z.name.en, z.helpline})
	}
	return rows
}

func populationRows(wards []ward) [][]string {
	rows := [][]string{{"ward", "population", "households"}}
	for _, w := range wards {
		rows = append(rows, []string{strconv.Itoa(w.number), strconv.Itoa(w.people), strconv.Itoa(w.households)})
	}
	return rows
}

func facilityRows(list []facility) [][]string {
	rows := [][]string{{"external_id", "kind", "name_hi", "name_en", "address_hi", "address_en", "phone", "hours", "capacity", "stock", "stock_at", "lon", "lat", "who", "people_estimate", "meals_a_day", "unit"}}
	for _, f := range list {
		lon, lat := f.at.lonLat()
		rows = append(rows, []string{f.id, f.kind, f.name.hi, f.name.en, f.address.hi, f.address.en, f.phone, f.hours, positive(f.capacity), f.stock, f.stockAt, degrees(lon), degrees(lat), f.who, positive(f.people), positive(f.meals), f.unit})
	}
	return rows
}

// positive is a number, or nothing for 0.
func positive(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// writeMap writes OpenStreetMap XML, gzipped without a time. Nodes that nothing uses are left out.
func writeMap(w io.Writer, f *osmFile) error {
	used := make([]bool, len(f.nodes)+1)
	for _, way := range f.ways {
		for _, id := range way.nodes {
			used[id] = true
		}
	}
	zip, err := gzip.NewWriterLevel(w, gzip.BestSpeed+3)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(zip, 1<<16)
	fmt.Fprint(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"rasad demo city\">\n")
	var buf []byte
	for i, n := range f.nodes {
		if used[i+1] || len(n.tags) > 0 {
			buf = n.append(buf[:0], i+1)
			out.Write(buf) //nolint:errcheck // the flush below reports it
		}
	}
	for i, way := range f.ways {
		buf = way.append(buf[:0], i+1)
		out.Write(buf) //nolint:errcheck // as above
	}
	for i, r := range f.relations {
		buf = r.append(buf[:0], i+1)
		out.Write(buf) //nolint:errcheck // as above
	}
	fmt.Fprint(out, "</osm>\n")
	if err := out.Flush(); err != nil {
		return err
	}
	return zip.Close()
}
