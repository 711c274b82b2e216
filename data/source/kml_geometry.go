package source

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// geometry reads a geometry element; any other is skipped with known false. Faults of a geometry are *Error; its element is then
// consumed all the same.
func (k *kml) geometry(e xml.StartElement, depth int) (g orb.Geometry, known bool, err error) {
	switch e.Name.Local {
	case "Point":
		points, err := k.coordinatesIn()
		if err == nil && len(points) > 0 {
			return points[0], true, nil
		}
		return nil, true, err
	case "LineString":
		points, err := k.coordinatesIn()
		return orb.LineString(points), true, err
	case "LinearRing":
		points, err := k.coordinatesIn()
		return orb.Polygon{orb.Ring(points)}, true, err
	case "Polygon":
		polygon, err := k.polygon()
		return polygon, true, err
	case "MultiGeometry":
		collection, err := k.multiGeometry(depth)
		return collection, true, err
	default:
		return nil, false, k.skip()
	}
}

func (k *kml) multiGeometry(depth int) (orb.Geometry, error) {
	var collection orb.Collection
	var bad *Error
	err := k.children(func(e xml.StartElement) error {
		if depth == maxCollectionDepth {
			bad = fault(k.row, noVerticesLeft(k.limits), simplifyIt())
			return k.skip()
		}
		g, _, err := k.geometry(e, depth+1)
		if errors.As(err, &bad) {
			return nil
		}
		if g != nil {
			collection = append(collection, g)
		}
		return err
	})
	if err == nil && bad != nil {
		return nil, bad
	}
	return collection, err
}

func (k *kml) polygon() (orb.Polygon, error) {
	var outer orb.Ring
	var holes []orb.Ring
	var bad *Error
	err := k.children(func(e xml.StartElement) error {
		if e.Name.Local != "outerBoundaryIs" && e.Name.Local != "innerBoundaryIs" {
			return k.skip()
		}
		isOuter := e.Name.Local == "outerBoundaryIs"
		return k.children(func(e xml.StartElement) error {
			if e.Name.Local != "LinearRing" {
				return k.skip()
			}
			points, err := k.coordinatesIn()
			switch {
			case errors.As(err, &bad):
				return nil
			case isOuter:
				outer = points
			default:
				holes = append(holes, points)
			}
			return err
		})
	})
	if err == nil && bad != nil {
		return nil, bad
	}
	if outer == nil {
		return nil, err
	}
	return append(orb.Polygon{outer}, holes...), err
}

// coordinatesIn reads the coordinates element within the geometry just opened.
func (k *kml) coordinatesIn() (points []orb.Point, err error) {
	var bad *Error
	err = k.children(func(e xml.StartElement) error {
		if e.Name.Local != "coordinates" {
			return k.skip()
		}
		text, err := k.text()
		if err != nil {
			return err
		}
		points, bad = k.coordinates(text)
		return nil
	})
	if err == nil && bad != nil {
		return nil, bad
	}
	return points, err
}

// coordinates reads "lon,lat[,height] lon,lat[,height] …".
func (k *kml) coordinates(text string) ([]orb.Point, *Error) {
	if k.rings++; k.rings > k.limits.Rings {
		return nil, fault(k.row, noVerticesLeft(k.limits), simplifyIt())
	}
	var points []orb.Point
	for tuple := range strings.FieldsSeq(text) {
		if k.vertices++; k.vertices > k.limits.Vertices {
			return nil, fault(k.row, noVerticesLeft(k.limits), simplifyIt())
		}
		lon, rest, ok := strings.Cut(tuple, ",")
		lat, _, _ := strings.Cut(rest, ",")
		x, errX := strconv.ParseFloat(lon, 64)
		y, errY := strconv.ParseFloat(lat, 64)
		if !ok || errX != nil || errY != nil {
			e := fault(k.row, bothf("%.40q निर्देशांक नहीं है", "%.40q is not a coordinate", tuple), both("देशांतर,अक्षांश लिखें, जैसे 80.9462,26.8467", "write longitude,latitude, such as 80.9462,26.8467"))
			e.Column = "coordinates"
			return nil, e
		}
		points = append(points, orb.Point{x, y})
	}
	return points, nil
}
