package source_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data/source"
)

// file writes bytes under a name in a folder of the test.
func file(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// read reads bytes as a file of a name.
func read(t testing.TB, name string, content []byte, o source.Options) ([]source.Feature, source.Reader, error) {
	t.Helper()
	return source.ReadAll(context.Background(), file(t, name, content), o)
}

func gzipped(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type member struct {
	name    string
	content []byte
}

func zipped(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shp writes polygons as a .shp, each a list of rings as given.
func shp(polygons ...orb.Polygon) []byte {
	var body bytes.Buffer
	for i, polygon := range polygons {
		var points []orb.Point
		var parts []int32
		for _, ring := range polygon {
			parts = append(parts, int32(len(points)))
			points = append(points, ring...)
		}
		var content bytes.Buffer
		little := func(v any) { _ = binary.Write(&content, binary.LittleEndian, v) }
		little(int32(5))
		little([4]float64{})
		little(int32(len(parts)))
		little(int32(len(points)))
		little(parts)
		little(points)
		_ = binary.Write(&body, binary.BigEndian, []int32{int32(i + 1), int32(content.Len() / 2)})
		body.Write(content.Bytes())
	}
	header := make([]byte, 100)
	binary.BigEndian.PutUint32(header, 9994)
	binary.BigEndian.PutUint32(header[24:], uint32(50+body.Len()/2))
	binary.LittleEndian.PutUint32(header[28:], 1000)
	binary.LittleEndian.PutUint32(header[32:], 5)
	return append(header, body.Bytes()...)
}

// dbf writes a table of text columns of 20 bytes.
func dbf(columns []string, rows ...[]string) []byte {
	const width = 20
	header := make([]byte, 32, 64)
	header[0] = 3
	binary.LittleEndian.PutUint32(header[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(header[8:], uint16(32+32*len(columns)+1))
	binary.LittleEndian.PutUint16(header[10:], uint16(1+width*len(columns)))
	for _, column := range columns {
		field := make([]byte, 32)
		copy(field, column)
		field[11], field[16] = 'C', width
		header = append(header, field...)
	}
	header = append(header, 0x0d)
	for _, row := range rows {
		header = append(header, ' ')
		for _, value := range row {
			header = append(header, fmt.Sprintf("%-*s", width-(len(value)-len([]rune(value))), value)[:width]...)
		}
	}
	return append(header, 0x1a)
}

func square(x, y, size float64) orb.Ring { // clockwise, as shapefiles have their outer rings
	return orb.Ring{{x, y}, {x, y + size}, {x + size, y + size}, {x + size, y}, {x, y}}
}

func near(a, b orb.Point, tolerance float64) bool {
	return math.Abs(a[0]-b[0]) <= tolerance && math.Abs(a[1]-b[1]) <= tolerance
}

type orbPolygon = orb.Polygon

// many60 is a ring of 60 vertices.
func many60() orb.Ring {
	ring := make(orb.Ring, 60)
	for i := range 59 {
		ring[i] = orb.Point{80 + float64(i)/100, 26 + float64(i%2)}
	}
	ring[59] = ring[0]
	return ring
}
