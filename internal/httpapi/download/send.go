package download

import (
	"bufio"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"

	"rasad/internal/httpapi/negotiate"
)

const (
	pieceBytes = 64 << 10        // written at once
	slowest    = 1 * time.Minute // for one piece: a file may take as long as it needs, as long as it moves
	packLevel  = 5               // the usual balance of size and work
)

// encoder writes one form of file.
type encoder interface {
	begin() error
	row(row) error
	end() error
}

// send writes the file. Once the first byte is out a fault can only be shown by breaking off, which the client must notice.
func (q *request) send(w http.ResponseWriter, coding negotiate.Encoding) {
	if err := q.write(&moving{w: w, control: http.NewResponseController(w)}, coding); err != nil {
		panic(http.ErrAbortHandler)
	}
}

func (q *request) write(w io.Writer, coding negotiate.Encoding) error {
	pieces := bufio.NewWriterSize(w, pieceBytes)
	var out io.Writer = pieces
	var packer *gzip.Writer
	if coding == negotiate.Gzip {
		var err error
		if packer, err = gzip.NewWriterLevel(pieces, packLevel); err != nil {
			return err
		}
		out = packer
	}
	if err := q.encode(out); err != nil {
		return err
	}
	if packer != nil {
		if err := packer.Close(); err != nil {
			return err
		}
	}
	return pieces.Flush()
}

func (q *request) encode(w io.Writer) error {
	var e encoder = newCSV(w, q)
	if q.format == "geojson" {
		e = newGeoJSON(w, q)
	}
	if err := e.begin(); err != nil {
		return err
	}
	for r := range q.table.rows(q) {
		if err := e.row(r); err != nil {
			return err
		}
	}
	return e.end()
}

// moving gives each piece a deadline of its own in place of one for the whole answer.
type moving struct {
	w       io.Writer
	control *http.ResponseController
}

func (m *moving) Write(p []byte) (int, error) {
	_ = m.control.SetWriteDeadline(time.Now().Add(slowest)) // a writer without deadlines, as in tests, needs none
	return m.w.Write(p)
}
