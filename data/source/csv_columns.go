package source

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
)

// geometryColumns are the places of a CSV's geometry; -1: none.
type geometryColumns struct {
	lon, lat, wkt int
	crs           string
}

// Names by which files call the columns of a geometry, folded: small letters, no spaces or underscores.
func columnNames(kind string) []string {
	switch kind {
	case "lon":
		return []string{"lon", "lng", "long", "longitude", "longitudes", "xlon", "gpslongitude", "lond", "longdd", "londd", "longitudex", "x", "xcoord", "देशांतर", "देशान्तर", "रेखांश", "लॉन्गिट्यूड"}
	case "lat":
		return []string{"lat", "latitude", "latitudes", "ylat", "gpslatitude", "latdd", "latitudey", "y", "ycoord", "अक्षांश", "लैटिट्यूड"}
	default:
		return []string{"wkt", "geom", "thegeom", "geometry", "geometrywkt", "wktgeom", "geomwkt", "shape", "आकृति"}
	}
}

func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '-', '.', '(', ')', '\u200c', '\u200d', '\ufeff':
			return -1
		}
		return r
	}, strings.ToLower(name))
}

func findGeometryColumns(header []string, told map[string]string) geometryColumns {
	find := func(kind string) int {
		if name, ok := told[kind]; ok {
			for i, column := range header {
				if column == name {
					return i
				}
			}
			return -1
		}
		for _, name := range columnNames(kind) {
			for i, column := range header {
				if fold(column) == name {
					return i
				}
			}
		}
		return -1
	}
	c := geometryColumns{lon: find("lon"), lat: find("lat"), wkt: find("wkt")}
	if c.lon < 0 || c.lat < 0 {
		c.lon, c.lat = -1, -1
	}
	return c
}

// geometry is nil when the row's cells are empty.
func (c geometryColumns) geometry(record []string, row int, header []string, l Limits) (orb.Geometry, *Error) {
	if text := cell(record, c.wkt); text != "" {
		g, err := parseWKT(text, l)
		if err != nil {
			err.Row, err.Column = row, header[c.wkt]
		}
		return g, err
	}
	lon, lat := cell(record, c.lon), cell(record, c.lat)
	if lon == "" && lat == "" {
		return nil, nil
	}
	x, bad := parseCoordinate(lon)
	column := c.lon
	y, badY := parseCoordinate(lat)
	if !bad && badY {
		bad, column = true, c.lat
	}
	if bad {
		e := fault(row, bothf("%q निर्देशांक नहीं है", "%q is not a coordinate", cell(record, column)),
			both("दशमलव डिग्री लिखें, जैसे 80.9462", "write decimal degrees, such as 80.9462"))
		e.Column = header[column]
		return nil, e
	}
	return orb.Point{x, y}, nil
}

func cell(record []string, i int) string {
	if i < 0 || i >= len(record) {
		return ""
	}
	return strings.TrimSpace(record[i])
}

// parseCoordinate reads decimal degrees or metres, with a decimal point or comma, in Latin or Devanagari digits, with or without °.
func parseCoordinate(text string) (v float64, bad bool) {
	text = strings.TrimRight(LatinDigits(text), "° ")
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(text, "xXpP_")
}

// LatinDigits replaces Devanagari digits by Latin ones.
func LatinDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '०' && r <= '९' {
			return '0' + (r - '०')
		}
		return r
	}, text)
}

// parseWKT reads well-known text, with or without an SRID, or a GeoJSON geometry.
func parseWKT(text string, l Limits) (orb.Geometry, *Error) {
	bad := fault(0, both("आकृति पढ़ी नहीं जा सकी", "the shape cannot be read"), both("WKT लिखें, जैसे POINT (80.9462 26.8467)", "write WKT, such as POINT (80.9462 26.8467)"))
	if strings.HasPrefix(text, "{") {
		return geometryOf([]byte(text), 0, l)
	}
	if strings.Count(text, ",") >= l.Vertices || strings.Count(text, "(") > l.Rings {
		return nil, fault(0, noVerticesLeft(l), simplifyIt())
	}
	if upper := strings.ToUpper(text[:min(len(text), 20)]); strings.HasPrefix(upper, "SRID=") {
		srid, rest, ok := strings.Cut(text, ";")
		if !ok || srid[5:] != "4326" {
			return nil, bad
		}
		text = strings.TrimSpace(rest)
	}
	g, err := wkt.Unmarshal(text)
	if err != nil {
		return nil, bad
	}
	return g, nil
}
