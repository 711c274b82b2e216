// Package locate adds ward and zone to the rows of a CSV file, as fast as the file can be read.
//
// The text is cut at ends of records into chunks; workers find the coordinates of each row and append the new cells; a
// writer puts the chunks out in their order. Rows go out as they came in, byte for byte, with the cells added. Quotes,
// blank lines and line ends follow encoding/csv, which is the oracle of the tests. Memory is bounded by a few chunks.
package locate

import (
	"context"
	"errors"
	"io"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Place appends to dst the cells of the place at lon, lat (degrees), each with the separator before it, and says whether
// any ward is there; without one it appends empty cells. It is called from several goroutines.
type Place func(dst []byte, lon, lat float64) ([]byte, bool)

// Options say how to read the file. The zero value guesses.
type Options struct {
	Separator byte                 // 0: the commonest of comma, semicolon, tab and bar in the header
	Lon, Lat  string               // name or number (from 1) of the columns; "": guessed from the header
	Strict    bool                 // the first bad row ends the run with a *RowError
	Columns   []string             // names of the added columns
	Place     func(sep byte) Place // makes Place once the separator is known
	Progress  func(bytes int64)    // bytes read so far; may be nil
	chunk     int                  // bytes of a chunk; 0: 1 MiB (tests cut finer)
}

// Report counts what was done.
type Report struct {
	Rows, Located, Outside, Bad int64
	FirstBad                    []RowError // the first few bad rows
}

const (
	maxListed = 20
	// maxRecord bounds a record in bytes: beyond it, a quote was never closed.
	maxRecord = 16 << 20
)

type job struct {
	data   []byte // whole records
	out    []byte
	tally  tally
	done   chan struct{}
	failed *RowError // ends the run
}

// Run reads in to its end and writes out. Errors: *RowError for the row that ended the run, *HeaderError for a header
// without coordinates, or what in, out or ctx gave.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) (Report, error) {
	chunks := newChunker(in, o)
	first, err := chunks.next()
	if errors.Is(err, io.EOF) {
		return Report{}, &HeaderError{Reason: EmptyFile}
	}
	if err != nil {
		return Report{}, err
	}
	head, rest, err := readHeader(first, o)
	if err != nil {
		return Report{}, err
	}
	if _, err := out.Write(head.line); err != nil {
		return Report{}, err
	}
	group, ctx := errgroup.WithContext(ctx)
	jobs, ordered := make(chan *job), make(chan *job, 2*runtime.GOMAXPROCS(0))
	group.Go(func() error {
		defer close(jobs)
		defer close(ordered)
		return feed(ctx, chunks, rest, jobs, ordered)
	})
	place := o.Place(head.separator)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for j := range jobs {
				j.run(head, place, o.Strict)
				close(j.done)
			}
			return nil
		})
	}
	report := Report{}
	group.Go(func() error { return drain(ctx, ordered, out, head.rows, &report) })
	return report, group.Wait()
}

// feed hands each chunk to a worker and, in order, to the writer.
func feed(ctx context.Context, chunks *chunker, data []byte, jobs, ordered chan<- *job) error {
	for {
		if len(data) > 0 {
			j := &job{data: data, done: make(chan struct{})}
			for _, to := range []chan<- *job{ordered, jobs} {
				select {
				case to <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		var err error
		data, err = chunks.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// drain writes the chunks in order and numbers the rows; line is the number of lines before the first chunk.
func drain(ctx context.Context, ordered <-chan *job, out io.Writer, line int64, report *Report) error {
	for j := range ordered {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if _, err := out.Write(j.out); err != nil {
			return err
		}
		j.tally.addTo(report, line)
		if j.failed != nil {
			failed := *j.failed
			failed.Row += line
			return &failed
		}
		line += j.tally.lines
	}
	return ctx.Err()
}

// tally counts one chunk; rows in bad are numbered from the chunk's first line.
type tally struct {
	lines, rows, located, outside, bad int64
	listed                             []RowError
}

func (t *tally) addTo(r *Report, line int64) {
	r.Rows += t.rows
	r.Located += t.located
	r.Outside += t.outside
	r.Bad += t.bad
	for _, bad := range t.listed {
		if len(r.FirstBad) < maxListed {
			bad.Row += line
			r.FirstBad = append(r.FirstBad, bad)
		}
	}
}
