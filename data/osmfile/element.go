package osmfile

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
)

// Bounds of one element and of one file. OpenStreetMap itself allows 2,000 nodes a way, 32,000 members, 255 characters a value.
const (
	maxTags       = 2_000
	maxText       = 1 << 16
	maxWayNodes   = 200_000
	maxMembers    = 200_000
	maxKeptNodes  = 60_000_000
	maxKeptWays   = 20_000_000
	maxXMLToken   = 1 << 20
	maxXMLContent = 64 << 30 // of unpacked text
)

type tag struct{ key, value string }

type tags []tag

func (t tags) get(key string) string {
	for i := range t {
		if t[i].key == key {
			return t[i].value
		}
	}
	return ""
}

type node struct {
	id       int64
	lon, lat float64
	tags     tags
}

type way struct {
	id    int64
	nodes []int64
	tags  tags
}

// The kinds of a member, as numbered in PBF.
const (
	memberNode = iota
	memberWay
	memberRelation
)

type member struct {
	kind int
	ref  int64
	role string
}

type relation struct {
	id      int64
	members []member
	tags    tags
}

// visitor takes the elements of a file in order; kinds whose function is nil are skipped unread. The element is the visitor's to keep,
// except for a node's, which is overwritten (its tags are not).
type visitor struct {
	node     func(*node) error
	way      func(*way) error
	relation func(*relation) error
}

// scan recognises the format by its first bytes and reads the file once.
func scan(ctx context.Context, in io.Reader, v visitor) error {
	r := bufio.NewReaderSize(in, 1<<16)
	head, err := r.Peek(64)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("osm file: %w", err)
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		unpacked, err := gzip.NewReader(r)
		if err != nil {
			return broken("gzip", err)
		}
		return scanXML(ctx, unpacked, v)
	case bytes.HasPrefix(head, []byte("BZh")):
		return scanXML(ctx, bzip2.NewReader(r), v)
	case bytes.Contains(head, []byte("OSMHeader")):
		return scanPBF(ctx, r, v)
	case bytes.Contains(head, []byte("<")):
		return scanXML(ctx, r, v)
	}
	return ErrFormat
}

// broken says whether a decoder failed for the bytes or for their end.
func broken(what string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %s", ErrTruncated, what)
	}
	return fmt.Errorf("%w: %s: %w", ErrBroken, what, err)
}
