package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"

	"rasad/data/source"
)

// job is one running import.
type job struct {
	o      Options
	report *Report
	near   *orb.Bound // where the city is, when it has wards
	done   int64      // bytes of the files read before
	total  int64
	rows   int // features seen, bad ones included
}

func newJob(what string, o Options, files []string) (*job, error) {
	j := &job{o: o, report: &Report{City: o.City, What: what, DryRun: o.DryRun}}
	if len(files) == 0 {
		return j, &source.Error{Reason: both("कोई फ़ाइल नहीं दी गई", "no file was given")}
	}
	for _, file := range files {
		j.report.Files = append(j.report.Files, filepath.Base(file))
		if info, err := os.Stat(file); err == nil {
			j.total += info.Size()
		}
	}
	return j, nil
}

// row is one feature with the fields that its importer knows.
type row struct {
	file     string
	number   int
	geometry orb.Geometry
	values   values
	rest     []source.Field
}

// maxRows bounds how many rows one import takes; maxVertices the vertices that they hold together.
const (
	maxRows     = 5_000_000
	maxVertices = 40_000_000
)

// read streams one file's good rows to take, and its bad ones to the report.
func (j *job) read(ctx context.Context, file string, m *matcher, take func(row) error) error {
	columns := map[string]string{}
	for _, field := range []string{"lon", "lat", "wkt"} {
		if column, ok := j.o.Mapping[field]; ok {
			columns[field] = column
		}
	}
	r, err := source.Open(ctx, file, source.Options{CRS: j.o.CRS, Encoding: j.o.Encoding, Columns: columns, Near: j.near})
	if err != nil {
		return err
	}
	defer r.Close()
	if err := j.checkMapping(r.Columns(), file); err != nil {
		return err
	}
	base := filepath.Base(file)
	vertices := 0
	for n := 0; ; n++ {
		f, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if vertices += source.Vertices(f.Geometry); n == maxRows || vertices > maxVertices {
			return &source.Error{File: base, Row: f.Row, Reason: both("फ़ाइल बहुत बड़ी है", "the file is too large"),
				Remedy: both("इसे भागों में बाँटें या आकृतियों को सरल करें", "split it, or simplify its shapes")}
		}
		if n%64 == 0 {
			done, _ := r.Position()
			j.o.progress(j.done+done, j.total)
		}
		if err := j.takeFeature(f, base, m, take); err != nil {
			return err
		}
	}
	for _, note := range r.Notes() {
		j.note(note, base, 0)
	}
	_, size := r.Position()
	j.done += size
	j.o.progress(j.done, j.total)
	return nil
}

func (j *job) takeFeature(f source.Feature, file string, m *matcher, take func(row) error) error {
	j.rows++
	if f.Fault != nil {
		j.report.Add(Finding{Severity: Fault, Code: "bad-row", File: file, Row: f.Row, Column: f.Fault.Column, Reason: f.Fault.Reason, Remedy: f.Fault.Remedy})
		return nil //nolint:nilerr // a bad row is reported, and reading goes on
	}
	for _, remark := range f.Remarks {
		j.note(remark, file, f.Row)
	}
	picked, rest := m.read(f.Fields)
	return take(row{file: file, number: f.Row, geometry: f.Geometry, values: picked, rest: rest})
}

func (j *job) note(n source.Note, file string, number int) {
	severity := Note
	if n.Warning {
		severity = Warning
	}
	j.report.Add(Finding{Severity: severity, Code: n.Code, File: file, Row: number, Reason: n.Text})
}

// checkMapping refuses a --map to a column that a file does not have, where the format lists its columns.
func (j *job) checkMapping(columns []string, file string) error {
	if columns == nil {
		return nil
	}
	has := map[string]bool{}
	for _, column := range columns {
		has[column] = true
	}
	for field, column := range j.o.Mapping {
		if !has[column] {
			return &source.Error{File: filepath.Base(file), Column: column,
				Reason: both("--map "+field+"="+column+": ऐसा कोई स्तंभ नहीं", "--map "+field+"="+column+": there is no such column"),
				Remedy: both(fmt.Sprintf("फ़ाइल के स्तंभ: %q", columns), fmt.Sprintf("columns of the file: %q", columns))}
		}
	}
	return nil
}

// refuse ends an import whose input has faults, unless they may be left out.
func (j *job) refuse() error {
	faults := j.report.Has(Fault)
	if faults == 0 || j.o.SkipBad {
		return nil
	}
	j.report.Refused = true
	return &RefusedError{Faults: faults}
}

func (j *job) fault(r row, column, code string, reason, remedy Text) {
	j.report.Add(Finding{Severity: Fault, Code: code, File: r.file, Row: r.number, Column: column, Reason: reason, Remedy: remedy})
}

func (j *job) warn(r row, column, code string, reason, remedy Text) {
	j.report.Add(Finding{Severity: Warning, Code: code, File: r.file, Row: r.number, Column: column, Reason: reason, Remedy: remedy})
}

func bothf(hi, en string, args ...any) Text {
	return Text{Hi: fmt.Sprintf(hi, args...), En: fmt.Sprintf(en, args...)}
}
