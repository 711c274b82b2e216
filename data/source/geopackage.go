package source

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
)

// openGeoPackage has GDAL's ogr2ogr write the one layer of a GeoPackage as newline-delimited GeoJSON in degrees, and streams that.
func openGeoPackage(ctx context.Context, file string, o Options) (format, error) {
	tool, err := exec.LookPath("ogr2ogr")
	if err != nil {
		return nil, fault(0, both("GeoPackage पढ़ने के लिए GDAL का ogr2ogr चाहिए, जो यहाँ नहीं है", "reading a GeoPackage needs GDAL's ogr2ogr, which is not installed"),
			both("gdal-bin स्थापित करें (apt-get install gdal-bin), या फ़ाइल को GeoJSON में निर्यात करें", "install gdal-bin (apt-get install gdal-bin), or export the file as GeoJSON"))
	}
	absolute, err := filepath.Abs(file)
	if err != nil {
		return nil, broken(err, 0, o.Limits)
	}
	if err := oneLayer(ctx, absolute); err != nil {
		return nil, err
	}
	args := []string{"-f", "GeoJSONSeq", "-t_srs", "EPSG:4326", "-lco", "RS=NO", "-lco", "COORDINATE_PRECISION=9"}
	if o.CRS != "" {
		if _, ok := crsByName(o.CRS); !ok {
			return nil, unknownCRS(o.CRS)
		}
		args = append(args, "-s_srs", o.CRS)
	}
	command := exec.CommandContext(ctx, tool, append(args, "/vsistdout/", absolute)...)
	var complaints limitedBuffer
	command.Stderr = &complaints
	lines, err := command.StdoutPipe()
	if err != nil {
		return nil, broken(err, 0, o.Limits)
	}
	if err := command.Start(); err != nil {
		return nil, broken(err, 0, o.Limits)
	}
	l := o.Limits
	l.Line = l.Feature
	return &geoPackage{geoJSONLines: newGeoJSONLines(lines, l), command: command, complaints: &complaints}, nil
}

// oneLayer refuses files of several layers: which is meant, nobody can guess.
func oneLayer(ctx context.Context, file string) error {
	tool, err := exec.LookPath("ogrinfo")
	if err != nil {
		return nil //nolint:nilerr // ogr2ogr will complain itself
	}
	listing, err := exec.CommandContext(ctx, tool, "-ro", "-q", file).Output()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fault(0, both("GDAL इस GeoPackage को खोल नहीं सका", "GDAL cannot open this GeoPackage"), both("फ़ाइल को दोबारा निर्यात करें", "export the file again"))
	}
	layers := strings.Split(strings.TrimSpace(string(listing)), "\n")
	if len(layers) > 1 {
		return fault(0, bothf("GeoPackage में %d परतें हैं: %s", "the GeoPackage holds %d layers: %s", len(layers), strings.Join(layers[:min(5, len(layers))], "; ")),
			both("ogr2ogr -f GeoJSON layer.geojson file.gpkg LAYER से एक परत निकालें", "take one out by ogr2ogr -f GeoJSON layer.geojson file.gpkg LAYER"))
	}
	return nil
}

type geoPackage struct {
	*geoJSONLines
	command    *exec.Cmd
	complaints *limitedBuffer
	waited     bool
}

func (g *geoPackage) next() (Feature, error) {
	feature, err := g.geoJSONLines.next()
	if err == nil || g.waited {
		return feature, err
	}
	if failed := g.wait(); failed != nil {
		e := fault(g.line, bothf("GDAL इस GeoPackage को पढ़ नहीं सका: %s", "GDAL cannot read this GeoPackage: %s", g.complaints.String()), both("फ़ाइल को दोबारा निर्यात करें", "export the file again"))
		e.Err = failed
		return Feature{}, e
	}
	return feature, err
}

func (g *geoPackage) wait() error {
	g.waited = true
	return g.command.Wait()
}

func (g *geoPackage) close() error {
	if g.waited {
		return nil
	}
	if err := g.command.Process.Kill(); err != nil && !errors.Is(err, exec.ErrNotFound) {
		_ = g.wait()
		return nil // it had ended by itself
	}
	_ = g.wait() // killed: its exit status says so
	return nil
}

// limitedBuffer keeps the first 500 bytes of what is written.
type limitedBuffer struct{ bytes.Buffer }

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if room := 500 - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}
