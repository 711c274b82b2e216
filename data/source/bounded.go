package source

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
)

// The reasons for which reading is cut off. They are wrapped into an *Error with a remedy before they leave the package.
type limitError string

func (e limitError) Error() string { return string(e) }

const (
	errRecordTooLong   limitError = "record too long"
	errUnpacksTooBig   limitError = "unpacks to too much"
	errTooManyVertices limitError = "too many vertices"
	errCoordinates     limitError = "coordinates are not as they should be"
)

// budgetReader lets at most left bytes through until the budget is renewed: a decoder above it cannot be made to gather a record
// without end.
type budgetReader struct {
	r    io.Reader
	left int
}

func (b *budgetReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errRecordTooLong
	}
	if len(p) > b.left {
		p = p[:b.left]
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}

// growthGuard stops a decompressor that makes too much of too little.
type growthGuard struct {
	r      io.Reader
	limits Limits
	packed func() int64 // bytes taken in so far
	out    int64
}

const smallEnough = 64 << 20 // below this nobody is harmed

func (g *growthGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.out += int64(n)
	if g.out > g.limits.Unpacked || (g.out > smallEnough && g.out > g.limits.Ratio*max(1, g.packed())) {
		return 0, errUnpacksTooBig
	}
	return n, err
}

// input is an open file that counts what was read and stops when its context ends.
type input struct {
	ctx  context.Context
	r    io.ReaderAt
	size int64
	pos  int64
	done atomic.Int64 // for Position: may be asked while a child process is fed
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.ReadAt(p, in.pos)
	in.pos += int64(n)
	if n > 0 && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// ReadAt serves the zip reader. Position grows to the furthest byte seen... of the file's data, so the directory at its end is not
// counted before the rest is read.
func (in *input) ReadAt(p []byte, offset int64) (int, error) {
	if err := in.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := in.r.ReadAt(p, offset)
	if total := in.done.Add(int64(n)); total > in.size {
		in.done.Store(in.size)
	}
	return n, err
}
