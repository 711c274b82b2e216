package locate

import (
	"bytes"
	"errors"
	"io"
)

// chunker cuts a CSV text into pieces of whole records. A line feed ends a record when an even number of quotes stands before it; in a
// text with a stray quote that count goes wrong only behind the stray quote, where the workers stop anyway.
type chunker struct {
	in       io.Reader
	size     int
	carry    []byte
	read     int64
	progress func(int64)
	ended    bool
}

func newChunker(in io.Reader, o Options) *chunker {
	size := o.chunk
	if size == 0 {
		size = 1 << 20
	}
	progress := o.Progress
	if progress == nil {
		progress = func(int64) {}
	}
	return &chunker{in: in, size: size, progress: progress}
}

// next returns the next piece, which the caller owns, or io.EOF.
func (c *chunker) next() ([]byte, error) {
	for !c.ended {
		piece := make([]byte, len(c.carry)+max(c.size, len(c.carry))) // a record longer than a chunk is read by doubling
		copy(piece, c.carry)
		n, err := io.ReadFull(c.in, piece[len(c.carry):])
		piece = piece[:len(c.carry)+n]
		c.read += int64(n)
		c.progress(c.read)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			c.ended = true
			if len(piece) == 0 {
				return nil, io.EOF
			}
			return piece, nil
		}
		if err != nil {
			return nil, err
		}
		if cut := lastRecordEnd(piece); cut > 0 {
			c.carry = append([]byte(nil), piece[cut:]...)
			return piece[:cut:cut], nil
		}
		if len(piece) > maxRecord {
			return nil, &RowError{Row: 1 + int64(bytes.Count(piece, []byte{'\n'})), Reason: TooLong}
		}
		c.carry = piece
	}
	return nil, io.EOF
}

// lastRecordEnd is the index behind the last line feed outside quotes, 0 when there is none.
func lastRecordEnd(data []byte) int {
	quotes := bytes.Count(data, []byte{'"'})
	for end := len(data); ; {
		feed := bytes.LastIndexByte(data[:end], '\n')
		if feed < 0 {
			return 0
		}
		quotes -= bytes.Count(data[feed:end], []byte{'"'})
		if quotes%2 == 0 {
			return feed + 1
		}
		end = feed
	}
}
