package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/ward"
	"rasad/internal/app/locate"
)

// Run adds ward and zone to a CSV.
func (c *locateCommand) Run(ctx context.Context, p *program) error {
	separator, err := separatorOf(c.Separator)
	if err != nil {
		return err
	}
	in, size, err := c.open(p)
	if err != nil {
		return err
	}
	defer in.Close()
	var wards *wardTable
	err = p.withRecord(ctx, func(r *record) error {
		if _, err := findCity(ctx, r.db, c.City); err != nil {
			return err
		}
		wards, err = readWards(ctx, r.db, c.City)
		return err
	})
	if err != nil {
		return err
	}
	meter := newMeter(p.err, p.say("वार्ड खोजे जा रहे हैं", "locating"))
	o := locate.Options{
		Separator: separator, Lon: c.Lon, Lat: c.Lat, Strict: c.Strict, Columns: []string{"ward", "ward_name_hi", "ward_name_en", "zone"},
		Place: wards.place, Progress: func(done int64) { meter.update(done, size) },
	}
	report, err := c.write(ctx, p, in, o)
	meter.close()
	if err != nil {
		return c.inFile(err)
	}
	c.tell(p, report)
	return nil
}

// open returns the input and its size, 0 when unknown.
func (c *locateCommand) open(p *program) (io.ReadCloser, int64, error) {
	if c.File == "-" {
		return io.NopCloser(p.in), 0, nil
	}
	file, err := os.Open(c.File)
	if err != nil {
		return nil, 0, fileError(c.File, err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a folder")
	}
	if err != nil {
		return nil, 0, errors.Join(fileError(c.File, err), file.Close())
	}
	return file, info.Size(), nil
}

func fileError(name string, err error) error {
	return &told{hi: fmt.Sprintf("फ़ाइल %s नहीं खुली", name), en: fmt.Sprintf("cannot open the file %s", name), cause: err}
}

// write runs into standard output, or into a file that gets its name only when all is done.
func (c *locateCommand) write(ctx context.Context, p *program, in io.Reader, o locate.Options) (report locate.Report, err error) {
	if c.Output == "" {
		return locate.Run(ctx, in, p.out, o)
	}
	file, err := os.CreateTemp(filepath.Dir(c.Output), filepath.Base(c.Output)+".part-")
	if err != nil {
		return report, fileError(c.Output, err)
	}
	report, err = locate.Run(ctx, in, file, o)
	if err == nil {
		err = file.Chmod(0o644)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), c.Output)
	}
	if err != nil {
		_ = os.Remove(file.Name())
	}
	return report, err
}

// inFile puts the file's name before a fault of a row.
func (c *locateCommand) inFile(err error) error {
	var found bilingual
	if !errors.As(err, &found) {
		return err
	}
	return &told{hi: c.File + ": " + found.In("hi"), en: c.File + ": " + found.In("en")}
}

func (c *locateCommand) tell(p *program, r locate.Report) {
	fmt.Fprintf(p.err, p.say("%d पंक्तियाँ: %d वार्डों में, %d शहर से बाहर, %d ग़लत\n", "%d rows: %d in wards, %d outside the city, %d bad\n"),
		r.Rows, r.Located, r.Outside, r.Bad)
	for i := range r.FirstBad {
		fmt.Fprintln(p.err, "  "+c.File+": "+r.FirstBad[i].In(p.lang))
	}
	if more := r.Bad - int64(len(r.FirstBad)); more > 0 {
		fmt.Fprintf(p.err, p.say("  … और ऐसी %d\n", "  … and %d more\n"), more)
	}
}

func separatorOf(text string) (byte, error) {
	if text == "tab" || text == `\t` {
		return '\t', nil
	}
	if text == "" {
		return 0, nil
	}
	if len(text) != 1 || text == "\"" || text == "\n" || text == "\r" {
		return 0, &told{hi: "--separator एक अक्षर हो: , ; | या tab", en: "--separator must be one character: , ; | or the word tab"}
	}
	return text[0], nil
}

// wardTable finds wards and holds the cells that each adds.
type wardTable struct {
	index *ward.Index
	cells map[int64][4]string // ward id → code, name_hi, name_en, zone
}

// readWards reads the current wards and the published zones of a city.
func readWards(ctx context.Context, db *data.DB, city string) (*wardTable, error) {
	t := &wardTable{cells: map[int64][4]string{}}
	var wards []ward.Ward
	err := db.Read(ctx, func(r *data.Reader) error {
		delimitation, ok, err := r.CurrentDelimitation(ctx, city)
		if err != nil || !ok {
			return err
		}
		zoneOf, err := zoneCodes(ctx, r, city)
		if err != nil {
			return err
		}
		return r.Wards(ctx, city, delimitation, func(w *data.Ward) error {
			wards = append(wards, ward.Ward{ID: w.ID, Geometry: w.Geometry})
			t.cells[w.ID] = [4]string{w.Code, w.NameHi, w.NameEn, zoneOf[w.ID]}
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	if len(wards) == 0 {
		return nil, &told{
			hi: fmt.Sprintf("शहर %q में वार्ड नहीं हैं; भरें: rasad import wards FILE --city %s", city, city),
			en: fmt.Sprintf("the city %q has no wards; import them: rasad import wards FILE --city %s", city, city),
		}
	}
	t.index, err = ward.NewIndex(wards)
	return t, err
}

// zoneCodes maps ward ids to the codes of their zones in the published plan.
func zoneCodes(ctx context.Context, r *data.Reader, city string) (map[int64]string, error) {
	_, zones, assignment, _, err := r.PublishedPlan(ctx, city)
	if err != nil {
		return nil, err
	}
	codes, zoneOf := map[int64]string{}, map[int64]string{}
	for _, zone := range zones {
		codes[zone.ID] = zone.Code
	}
	for _, a := range assignment {
		zoneOf[a.Ward] = codes[a.Zone]
	}
	return zoneOf, nil
}

// place makes the function that appends a ward's cells, each written once for all rows.
func (t *wardTable) place(separator byte) locate.Place {
	tails := make(map[int64][]byte, len(t.cells))
	for id, cells := range t.cells {
		tails[id] = csvTail(separator, cells[:])
	}
	none := csvTail(separator, make([]string, 4))
	return func(dst []byte, lon, lat float64) ([]byte, bool) {
		id, ok := t.index.Locate(orb.Point{lon, lat})
		if !ok {
			return append(dst, none...), false
		}
		return append(dst, tails[id]...), true
	}
}

// csvTail is the cells as CSV with a separator before each.
func csvTail(separator byte, cells []string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Comma = rune(separator)
	_ = w.Write(append([]string{"x"}, cells...)) // a buffer takes everything
	w.Flush()
	return bytes.TrimSuffix(out.Bytes()[1:], []byte("\n"))
}
