// Package ingest brings files into the record: wards, zones, facilities, population and OpenStreetMap. Each importer reads and checks
// everything first and then writes in one transaction: all or nothing. Rows that are already as the file says are not touched, so that
// a second run of the same import writes nothing, not even a line of the change log.
package ingest

import (
	"time"

	"rasad/data"
	"rasad/data/source"
)

// Progress is told how far an import is, in bytes of input read of all bytes; total is 0 when unknown. It is called from the importing
// goroutine, often: it must be quick.
type Progress func(done, total int64)

// Duplicates says what to do with two rows for one ward.
type Duplicates string

// The ways to handle duplicates.
const (
	DuplicatesFail  Duplicates = "fail"  // report them and import nothing: the default
	DuplicatesFirst Duplicates = "first" // keep the first row
	DuplicatesMerge Duplicates = "merge" // one ward of all their polygons; attributes of the first row that has them
)

// Options of an import. City is required; all else may stay empty. Each importer ignores what does not concern it.
type Options struct {
	City   string // id of a city that exists
	DryRun bool   // do everything, report, and roll back
	Actor  string // named in the change log; "" = "import"

	Mapping  map[string]string // field → column name of the file, over the guess; fields are listed by Fields
	CRS      string            // projection of the file over what it says and what is guessed: "EPSG:32644"
	Encoding string            // of text files and .dbf, over the guess: "windows-1252"
	SkipBad  bool              // leave bad rows out (they are still reported) instead of refusing the file

	Source      string     // where the data come from; facilities: names the set in which external ids are unique
	Attribution string     // line to show with the city's data; "" leaves the city's as it is
	DataDate    *time.Time // day of the data; the city's is raised to it

	Delimitation string     // wards, zones, population: name of the set of wards; "" = the current one, or "default" for a first import
	ValidFrom    *time.Time // wards: day on which a new delimitation takes effect
	Duplicates   Duplicates // wards
	Repair       bool       // wards: close slivers and remove overlaps before writing
	NoZones      bool       // wards: do not make a zone plan from the file's zone column

	Plan string // zones: name of the plan; "" = the published one, or "default"

	Kind    data.FacilityKind // facilities: kind of rows that name none
	Replace bool              // facilities: remove those of the same Source that the files no longer list

	Progress Progress // may be nil
}

func (o Options) actor() string {
	if o.Actor == "" {
		return "import"
	}
	return o.Actor
}

func (o Options) progress(done, total int64) {
	if o.Progress != nil {
		o.Progress(done, total)
	}
}

// Text is a sentence in both languages.
type Text = source.Text

func both(hi, en string) Text { return Text{Hi: hi, En: en} }
