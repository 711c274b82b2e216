package osmfile

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/encoding/protowire"
)

// Bounds that the format sets.
const (
	maxBlobHeader = 64 << 10
	maxBlob       = 32 << 20
)

// scanPBF reads a file of blobs: 4 bytes length of a header, the header, the blob.
func scanPBF(ctx context.Context, in io.Reader, v visitor) error {
	var space []byte
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			return err
		}
		kind, blob, err := nextBlob(in, &space)
		if errors.Is(err, io.EOF) && !first {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := unpacked(blob)
		if err != nil {
			return err
		}
		switch kind {
		case "OSMHeader":
			err = checkHeader(content)
		case "OSMData":
			err = readBlock(content, v)
		}
		if err != nil {
			return err
		}
	}
}

// nextBlob reads the next blob into space. The error is bare io.EOF at a clean end.
func nextBlob(in io.Reader, space *[]byte) (kind string, blob []byte, err error) {
	var length [4]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return "", nil, io.EOF
		}
		return "", nil, broken("block length", err)
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > maxBlobHeader {
		return "", nil, fmt.Errorf("%w: block header of %d bytes", ErrBroken, n)
	}
	header := make([]byte, n)
	if _, err := io.ReadFull(in, header); err != nil {
		return "", nil, cut("block header", err)
	}
	size := uint64(0)
	if err := eachField(header, func(f field) error {
		switch f.number {
		case 1:
			kind = string(f.bytes)
		case 3:
			size = f.value
		}
		return nil
	}); err != nil {
		return "", nil, err
	}
	if size > maxBlob {
		return "", nil, fmt.Errorf("%w: block of %d bytes", ErrBroken, size)
	}
	if cap(*space) < int(size) {
		*space = make([]byte, size)
	}
	blob = (*space)[:size]
	if _, err := io.ReadFull(in, blob); err != nil {
		return "", nil, cut("block", err)
	}
	return kind, blob, nil
}

// cut is broken for places where the file must not end.
func cut(what string, err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return broken(what, err)
}

func unpacked(blob []byte) ([]byte, error) {
	var raw, zipped []byte
	size, other := uint64(0), false
	err := eachField(blob, func(f field) error {
		switch f.number {
		case 1:
			raw = f.bytes
		case 2:
			size = f.value
		case 3:
			zipped = f.bytes
		default:
			other = true
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case raw != nil:
		return raw, nil
	case zipped == nil && other:
		return nil, fmt.Errorf("%w: compression other than zlib", ErrBroken)
	case size > maxBlob:
		return nil, fmt.Errorf("%w: block of %d bytes unpacked", ErrBroken, size)
	}
	r, err := zlib.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, broken("zlib", err)
	}
	out := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := out.ReadFrom(io.LimitReader(r, maxBlob+1)); err != nil {
		return nil, broken("zlib", err)
	}
	if uint64(out.Len()) != size {
		return nil, fmt.Errorf("%w: block unpacks to %d bytes, not %d", ErrBroken, out.Len(), size)
	}
	return out.Bytes(), nil
}

// checkHeader refuses files that need a reader of other abilities, such as histories.
func checkHeader(content []byte) error {
	return eachField(content, func(f field) error {
		if f.number != 4 {
			return nil
		}
		switch feature := string(f.bytes); feature {
		case "OsmSchema-V0.6", "DenseNodes", "LocationsOnWays":
			return nil
		default:
			return fmt.Errorf("%w: it needs %.40q", ErrFormat, feature)
		}
	})
}

// field is one field of a protocol buffer: value for numbers, bytes for everything that has a length.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

// eachField calls f for each field of a message.
func eachField(b []byte, f func(field) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return fmt.Errorf("%w: field: %w", ErrBroken, protowire.ParseError(n))
		}
		b = b[n:]
		next := field{number: number}
		switch kind {
		case protowire.VarintType:
			next.value, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			next.bytes, n = protowire.ConsumeBytes(b)
			if n > 0 && next.bytes == nil {
				next.bytes = []byte{}
			}
		default:
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return fmt.Errorf("%w: field: %w", ErrBroken, protowire.ParseError(n))
		}
		b = b[n:]
		if err := f(next); err != nil {
			return err
		}
	}
	return nil
}

// packed is a run of varints.
type packed []byte

func (p *packed) next() (uint64, error) {
	v, n := protowire.ConsumeVarint(*p)
	if n < 0 {
		return 0, fmt.Errorf("%w: number: %w", ErrBroken, protowire.ParseError(n))
	}
	*p = (*p)[n:]
	return v, nil
}

func (p *packed) signed() (int64, error) {
	v, err := p.next()
	return protowire.DecodeZigZag(v), err
}
