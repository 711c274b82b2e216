package ingest

import "fmt"

// Severity grades a finding.
type Severity int

// The grades of findings.
const (
	Note    Severity = iota // something done on the reader's behalf: a projection recognised, a column guessed
	Warning                 // imported, but worth a look
	Fault                   // this row cannot be imported
)

// Finding is one remark of an import about its input.
type Finding struct {
	Severity Severity
	Code     string // stable: "duplicate-ward", "overlap"; findings of one code are shown together
	File     string
	Row      int // 1-based; 0: the file as a whole
	Column   string
	Reason   Text
	Remedy   Text // may be empty
}

// Count says what happened to one kind of row.
type Count struct {
	Table                                  string // 'ward', 'facility', …: table of the record
	Read, New, Changed, Unchanged, Removed int
}

// Written is how many rows were written.
func (c Count) Written() int { return c.New + c.Changed + c.Removed }

// Report says what an import did, or would do.
type Report struct {
	City     string
	What     string // 'wards', 'zones', 'facilities', 'population', 'osm'
	Files    []string
	DryRun   bool
	Refused  bool // bad rows: nothing was written
	Counts   []Count
	Findings []Finding
}

// Count finds the count of a table, making it if need be. The pointer is good until the next call.
func (r *Report) Count(table string) *Count {
	for i := range r.Counts {
		if r.Counts[i].Table == table {
			return &r.Counts[i]
		}
	}
	r.Counts = append(r.Counts, Count{Table: table})
	return &r.Counts[len(r.Counts)-1]
}

// Add appends a finding.
func (r *Report) Add(f Finding) { r.Findings = append(r.Findings, f) }

// Has counts the findings of a severity.
func (r *Report) Has(s Severity) (n int) {
	for _, f := range r.Findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Changed tells whether the import wrote (or, on a dry run, would write) anything.
func (r *Report) Changed() bool {
	for _, c := range r.Counts {
		if c.Written() > 0 {
			return true
		}
	}
	return false
}

// RefusedError says that an import was refused for its bad rows; the Report that came with it lists them.
type RefusedError struct{ Faults int }

// Error is the English text.
func (e *RefusedError) Error() string { return e.In("en") }

// In is the message in a language: "hi", or English for any other.
func (e *RefusedError) In(lang string) string {
	if lang == "hi" {
		return fmt.Sprintf("%d गलतियों के कारण कुछ भी आयात नहीं हुआ", e.Faults)
	}
	return fmt.Sprintf("nothing was imported: %d faults in the input", e.Faults)
}
