package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// format is a reader of one file format, before projections are undone and shapes checked.
type format interface {
	next() (Feature, error)
	declaredCRS() string // complete once next gave io.EOF
	columns() []string
	notes() []Note
	close() error
}

// Open opens a file of any supported format, told by its content rather than its name. The context ends reading, too.
func Open(ctx context.Context, file string, o Options) (Reader, error) {
	o.Limits = o.Limits.withDefaults()
	f, err := os.Open(file)
	if err != nil {
		return nil, cannotOpen(file, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		f.Close()
		return nil, cannotOpen(file, err)
	}
	in := &input{ctx: ctx, r: f, size: info.Size()}
	r, err := openInput(ctx, in, file, o)
	if err != nil {
		f.Close()
		return nil, named(err, file)
	}
	return &projected{ctx: ctx, format: closing{r, f}, in: in, file: filepath.Base(file), options: o}, nil
}

func cannotOpen(file string, err error) *Error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &Error{File: file, Err: err, Reason: bothf("फ़ाइल खोली नहीं जा सकी: %v", "the file cannot be opened: %v", err),
		Remedy: both("फ़ाइल का पथ और अनुमति जाँचें", "check its path and permissions")}
}

// named puts the file's name into a fault that lacks it.
func named(err error, file string) error {
	var fault *Error
	if errors.As(err, &fault) {
		if fault.File == "" {
			fault.File = filepath.Base(file)
		}
		return fault
	}
	return err
}

func openInput(ctx context.Context, in *input, file string, o Options) (format, error) {
	magic := make([]byte, 16)
	n, err := in.ReadAt(magic, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, broken(err, 0, o.Limits)
	}
	magic = magic[:n]
	switch {
	case n == 0:
		return nil, fault(0, both("फ़ाइल खाली है", "the file is empty"), both("फ़ाइल को दोबारा डाउनलोड या निर्यात करें", "download or export the file again"))
	case bytes.HasPrefix(magic, []byte("PK")):
		a, err := openArchive(in, in.size, o.Limits)
		if err != nil {
			return nil, err
		}
		return a.reader(o)
	case bytes.HasPrefix(magic, []byte("SQLite format 3")):
		return openGeoPackage(ctx, file, o)
	case bytes.HasPrefix(magic, []byte{0, 0, 0x27, 0x0a}):
		return nil, fault(0, both("अकेली .shp फ़ाइल पर्याप्त नहीं है", "a .shp alone is not enough"), both(".shp, .dbf और .prj को एक ज़िप में दें", "give .shp, .dbf and .prj in one zip"))
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		return openGzip(in, file, o)
	default:
		return openText(bufio.NewReaderSize(in, sniffed), file, o)
	}
}

func openGzip(in *input, file string, o Options) (format, error) {
	z, err := gzip.NewReader(bufio.NewReaderSize(in, 1<<16))
	if err != nil {
		return nil, broken(err, 0, o.Limits)
	}
	guard := &growthGuard{r: z, limits: o.Limits, packed: func() int64 { return in.pos }}
	return openText(bufio.NewReaderSize(guard, sniffed), strings.TrimSuffix(file, filepath.Ext(file)), o)
}

// openText tells the text formats apart.
func openText(r *bufio.Reader, name string, o Options) (format, error) {
	head, err := r.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, broken(err, 0, o.Limits)
	}
	if looksBinary(head) {
		return nil, fault(0, both("यह फ़ाइल किसी ज्ञात प्रारूप में नहीं है", "this file is of no known format"),
			both("GeoJSON, CSV, ज़िप की हुई शेपफ़ाइल, KML या GeoPackage दें", "give GeoJSON, CSV, a zipped shapefile, KML or GeoPackage"))
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\x1e")
	if len(start) > 0 && start[0] == '<' {
		return openXML(r, start, o)
	}
	decoded, noted, err := decodeText(r, o.Encoding)
	if err != nil {
		return nil, err
	}
	text := bufio.NewReaderSize(decoded, sniffed)
	head, _ = text.Peek(sniffed) // what cannot be read fails again below
	start = bytes.TrimLeft(head, " \t\r\n\x1e")
	if len(start) > 0 && (start[0] == '{' || start[0] == '[') {
		f, err := openJSON(text, start, name, o)
		return withNotes(f, noted), err
	}
	ext := extension(name)
	f, err := newCSV(text, ext == ".tsv" || ext == ".tab", o)
	if err != nil {
		return nil, err
	}
	f.noted = append(noted, f.noted...)
	return f, nil
}

// looksBinary finds zero bytes in what is not UTF-16.
func looksBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	if _, ok := utf16WithoutMark(head); ok {
		return false
	}
	return bytes.IndexByte(head, 0) >= 0
}

func openXML(r io.Reader, start []byte, o Options) (format, error) {
	switch lower := bytes.ToLower(start[:min(len(start), 4096)]); {
	case bytes.Contains(lower, []byte("<kml")):
		return newKML(r, o.Limits), nil
	case bytes.Contains(lower, []byte("<osm")):
		return nil, fault(0, both("यह OpenStreetMap फ़ाइल है", "this is an OpenStreetMap file"), both("इसे rasad import osm से आयात करें", "import it by rasad import osm"))
	case bytes.Contains(lower, []byte("<html")):
		return nil, fault(0, both("यह वेब-पृष्ठ (HTML) है, आँकड़ों की फ़ाइल नहीं", "this is a web page (HTML), not a data file"), both("डाउनलोड की कड़ी जाँचें", "check the download link"))
	default:
		return nil, fault(0, both("यह XML है, पर KML नहीं", "this is XML, but not KML"), both("KML या GeoJSON में निर्यात करें", "export it as KML or GeoJSON"))
	}
}

// openJSON tells a document from a file of one feature a line: by its name, or because the first line is a whole feature.
func openJSON(text io.Reader, start []byte, name string, o Options) (format, error) {
	switch extension(name) {
	case ".geojsonl", ".ndjson", ".jsonl", ".geojsons", ".geojsonseq":
		return newGeoJSONLines(text, o.Limits), nil
	}
	line, rest, more := bytes.Cut(start, []byte("\n"))
	rest = bytes.TrimLeft(rest, " \t\r\n\x1e")
	if more && len(rest) > 0 && rest[0] == '{' && bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) {
		return newGeoJSONLines(text, o.Limits), nil
	}
	return newGeoJSON(text, o.Limits)
}

type noted struct {
	format
	extra []Note
}

func (n noted) notes() []Note { return append(n.extra, n.format.notes()...) }

func withNotes(f format, notes []Note) format {
	if len(notes) == 0 || f == nil {
		return f
	}
	return noted{f, notes}
}

// ReadAll reads a file whole: its features, and the reader for its notes, closed. For files that fit, such as a city's wards.
func ReadAll(ctx context.Context, file string, o Options) ([]Feature, Reader, error) {
	r, err := Open(ctx, file, o)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	var features []Feature
	for {
		f, err := r.Next()
		if errors.Is(err, io.EOF) {
			return features, r, nil
		}
		if err != nil {
			return nil, nil, err
		}
		features = append(features, f)
	}
}
