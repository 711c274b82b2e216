package source

import (
	"archive/zip"
	"bufio"
	"errors"
	"io"
	"path"
	"sort"
	"strings"
)

const maxZipMembers = 10_000

// archive is an opened zip with bounds on what its members unpack to.
type archive struct {
	files  []*zip.File
	limits Limits
}

func openArchive(r io.ReaderAt, size int64, l Limits) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, broken(zipError(err), 0, l)
	}
	if len(z.File) > maxZipMembers {
		return nil, fault(0, bothf("ज़िप में %d से अधिक फ़ाइलें हैं", "the zip holds more than %d files", maxZipMembers), both("केवल एक परत की फ़ाइलें रखें", "keep the files of one layer only"))
	}
	a := &archive{limits: l}
	for _, file := range z.File {
		name := path.Base(strings.ReplaceAll(file.Name, `\`, "/"))
		if !file.FileInfo().IsDir() && !strings.HasPrefix(name, "._") { // macOS adds shadows of files
			a.files = append(a.files, file)
		}
	}
	sort.SliceStable(a.files, func(i, j int) bool { return a.files[i].Name < a.files[j].Name })
	return a, nil
}

func zipError(err error) error {
	if errors.Is(err, zip.ErrFormat) {
		return io.ErrUnexpectedEOF // it began like a zip: what is missing is its end
	}
	return err
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

func (a *archive) withExtension(ext string) (list []*zip.File) {
	for _, file := range a.files {
		if extension(file.Name) == ext {
			list = append(list, file)
		}
	}
	return list
}

// sibling finds the member of another extension with the same name; case does not matter.
func (a *archive) sibling(of *zip.File, ext string) *zip.File {
	stem := of.Name[:len(of.Name)-len(path.Ext(of.Name))]
	for _, file := range a.files {
		if strings.EqualFold(file.Name, stem+ext) {
			return file
		}
	}
	return nil
}

// open reads a member, guarded against growing without end.
func (a *archive) open(file *zip.File) (io.ReadCloser, error) {
	r, err := file.Open()
	if err != nil {
		return nil, broken(err, 0, a.limits)
	}
	packed := int64(min(file.CompressedSize64, 1<<62))
	return readCloser{&growthGuard{r: r, limits: a.limits, packed: func() int64 { return packed }}, r}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}

// small reads a side file whole, up to 64 kB; ” when there is none.
func (a *archive) small(file *zip.File) string {
	if file == nil {
		return ""
	}
	r, err := a.open(file)
	if err != nil {
		return ""
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, 64<<10))
	if err != nil {
		return ""
	}
	return string(text)
}

// reader opens the one layer that the archive holds.
func (a *archive) reader(o Options) (format, error) {
	for _, ext := range []string{".shp", ".kml", ".geojson", ".json", ".geojsonl", ".csv", ".tsv"} {
		switch list := a.withExtension(ext); {
		case len(list) == 1 && ext == ".shp":
			return a.shapefile(list[0], o)
		case len(list) == 1 || (len(list) > 1 && ext == ".kml"):
			return a.text(list[0], o)
		case len(list) > 1:
			return nil, fault(0, bothf("ज़िप में %d परतें हैं: %s", "the zip holds %d layers: %s", len(list), namesOf(list)),
				both("एक ही परत वाली ज़िप दें", "give a zip with one layer"))
		}
	}
	return nil, fault(0, both("ज़िप में .shp, .kml, .geojson या .csv फ़ाइल नहीं है", "the zip holds no .shp, .kml, .geojson or .csv file"),
		both("शेपफ़ाइल की .shp, .dbf और .prj फ़ाइलें एक साथ ज़िप करें", "zip the .shp, .dbf and .prj of the shapefile together"))
}

func namesOf(list []*zip.File) string {
	names := make([]string, 0, 5)
	for _, file := range list[:min(len(list), 5)] {
		names = append(names, strings.ToValidUTF8(file.Name, "�"))
	}
	return strings.Join(names, ", ")
}

func (a *archive) text(file *zip.File, o Options) (format, error) {
	r, err := a.open(file)
	if err != nil {
		return nil, err
	}
	f, err := openText(bufio.NewReaderSize(r, sniffed), file.Name, o)
	if err != nil {
		r.Close()
		return nil, err
	}
	return closing{f, r}, nil
}

func (a *archive) shapefile(shp *zip.File, o Options) (format, error) {
	shapes, err := a.open(shp)
	if err != nil {
		return nil, err
	}
	closers := closeAll{shapes}
	var table *dbf
	if member := a.sibling(shp, ".dbf"); member != nil {
		rows, err := a.open(member)
		if err != nil {
			closers.Close()
			return nil, err
		}
		closers = append(closers, rows)
		encodingName := o.Encoding
		if encodingName == "" {
			encodingName = strings.TrimSpace(a.small(a.sibling(shp, ".cpg")))
		}
		if table, err = newDBF(bufio.NewReader(rows), encodingName, o.Limits); err != nil {
			closers.Close()
			return nil, err
		}
	}
	s, err := newShapefile(bufio.NewReaderSize(shapes, 1<<16), table, a.small(a.sibling(shp, ".prj")), o.Limits)
	if err != nil {
		closers.Close()
		return nil, err
	}
	return closing{s, closers}, nil
}

// closing is a format that also closes what it reads from.
type closing struct {
	format
	below io.Closer
}

func (c closing) close() error { return errors.Join(c.format.close(), c.below.Close()) }

type closeAll []io.Closer

func (c closeAll) Close() error {
	var all error
	for _, closer := range c {
		all = errors.Join(all, closer.Close())
	}
	return all
}
