package guide

import (
	"errors"

	"github.com/twpayne/go-polyline"

	"rasad/geo/road"
)

// Encode writes a line as Google's encoded polyline, latitude first, with 5 or 6 decimals.
func Encode(line []road.Point, decimals int) string {
	unit := unitOf(decimals)
	buf := make([]byte, 0, 6*len(line))
	lat, lon := 0, 0
	for _, p := range line {
		y, x := rounded(p.Lat, unit), rounded(p.Lon, unit)
		buf = polyline.EncodeInt(buf, y-lat)
		buf = polyline.EncodeInt(buf, x-lon)
		lat, lon = y, x
	}
	return string(buf)
}

// unitOf is how many 1e-7 degrees one unit of the encoding is.
func unitOf(decimals int) int {
	if decimals == 6 {
		return 10
	}
	return 100
}

// rounded divides by the unit, halves away from zero.
func rounded(e7 int32, unit int) int {
	half := unit / 2
	if e7 < 0 {
		half = -half
	}
	return (int(e7) + half) / unit
}

// ErrPolyline is text that is not an encoded polyline of places on Earth, or one of too many.
var ErrPolyline = errors.New("not an encoded polyline of places on Earth")

// Decode reads an encoded polyline of at most limit places.
func Decode(text string, decimals, limit int) ([]road.Point, error) {
	unit := unitOf(decimals)
	buf := []byte(text)
	var line []road.Point
	lat, lon := 0, 0
	for len(buf) > 0 {
		if len(line) == limit {
			return nil, ErrPolyline
		}
		var dy, dx int
		var err error
		if dy, buf, err = polyline.DecodeInt(buf); err != nil {
			return nil, ErrPolyline
		}
		if dx, buf, err = polyline.DecodeInt(buf); err != nil {
			return nil, ErrPolyline
		}
		// Steps are bounded before they are added, so that no sum overflows.
		if beyond(dy, 180e7/unit) || beyond(dx, 360e7/unit) {
			return nil, ErrPolyline
		}
		lat, lon = lat+dy, lon+dx
		if beyond(lat, 90e7/unit) || beyond(lon, 180e7/unit) {
			return nil, ErrPolyline
		}
		line = append(line, road.Point{Lon: int32(lon * unit), Lat: int32(lat * unit)})
	}
	return line, nil
}

func beyond(v, most int) bool { return v > most || v < -most }
