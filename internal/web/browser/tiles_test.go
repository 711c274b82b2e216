package browser

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
	"rasad/tiles"
)

// serveMadeTile answers /tiles/made/{layers}/{z}/{x}/{y}.mvt from the made city.
func serveMadeTile(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/tiles/made/"), ".mvt"), "/")
	if len(parts) != 4 {
		http.NotFound(w, r)
		return
	}
	layers, err := tiles.ParseLayers(parts[0])
	var place [3]uint64
	for i, text := range parts[1:] {
		n, parseErr := strconv.ParseUint(text, 10, 32)
		if parseErr != nil {
			err = parseErr
		}
		place[i] = n
	}
	tile, tileErr := tiles.NewTile(place[0], place[1], place[2])
	if err != nil || tileErr != nil {
		http.NotFound(w, r)
		return
	}
	city := madeLayers()
	body, _ := tiles.Encode(tiles.NewWriter(), &city, layers, tile, tiles.Options{Kinds: madeKinds(r.URL.Query().Get("kind"))})
	if len(body) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
	w.Write(body)
}

func madeKinds(text string) (set tiles.Kinds) {
	for i, kind := range (madeCity{}).City().Kinds {
		if strings.Contains(","+text+",", ","+kind.ID+",") {
			set |= 1 << i
		}
	}
	return set
}

func madeLayers() tiles.City {
	var city tiles.City
	var wards []*tiles.Area
	var labels []*tiles.Label
	for i, w := range (madeCity{}).Wards() {
		attrs := []tiles.Attr{
			tiles.Number(tiles.WardNumber, int64(i+1)), tiles.Text(tiles.WardCode, 0, w.Code), tiles.Text(tiles.WardNameHi, 0, w.Name.Hi),
			tiles.Text(tiles.WardNameEn, 0, w.Name.En), tiles.Text(tiles.WardZone, 0, w.Zone.Code), tiles.Number(tiles.WardZoneIndex, int64(w.Zone.Index)),
		}
		wards = append(wards, tiles.NewArea(uint64(i+1), [][]ward.Ring{{worldRing(madeRing(i))}}, attrs))
		x, y := points.World(w.Label)
		labels = append(labels, &tiles.Label{ID: uint64(i + 1), X: x, Y: y, Attrs: attrs})
	}
	city[tiles.LayerWards] = tiles.NewLayer(wards, nil, nil)
	city[tiles.LayerWardLabels] = tiles.NewLayer(nil, nil, labels)
	city[tiles.LayerRoads] = tiles.NewLayer(nil, madeRoads(), nil)
	city[tiles.LayerWater] = tiles.NewLayer([]*tiles.Area{madeRiver()}, nil, nil)
	city[tiles.LayerFacilities] = tiles.NewFacilityLayer(madeFacilities())
	return city
}

// worldRing turns a closed ring into one that turns clockwise on the map.
func worldRing(ring orb.Ring) ward.Ring {
	var out ward.Ring
	for i := len(ring) - 1; i > 0; i-- {
		x, y := points.World(ring[i])
		out.X, out.Y, out.MinZoom = append(out.X, x), append(out.Y, y), append(out.MinZoom, 0)
	}
	if ring.Orientation() == orb.CW {
		for i, j := 0, len(out.X)-1; i < j; i, j = i+1, j-1 {
			out.X[i], out.X[j], out.Y[i], out.Y[j] = out.X[j], out.X[i], out.Y[j], out.Y[i]
		}
	}
	return out
}

// The bent road: half a wave of a kilometre, with a name whose letters change place when they are put in the wrong order.
const (
	bentRoadHi, bentRoadEn = "स्टेशन रोड", "Station Road"
	bentLon, bentLat       = 80.94, 26.83
)

func madeRoads() []*tiles.Line {
	line := func(id uint64, class, hi, en string, points []orb.Point) *tiles.Line {
		attrs := []tiles.Attr{tiles.Text(tiles.RoadClass, 0, class), tiles.Text(tiles.RoadNameHi, 0, hi), tiles.Text(tiles.RoadNameEn, 0, en)}
		xs, ys := worldLine(points)
		return tiles.NewLine(id, 0, 0, xs, ys, attrs)
	}
	roads := []*tiles.Line{line(1, "primary", bentRoadHi, bentRoadEn, wave(bentLon, bentLat, 0.012, 0.0016))}
	for i := range 10 {
		y := madeSouth + madeSide*(0.2+0.28*float64(i))
		roads = append(roads, line(uint64(10+i), "residential", "गाँधी मार्ग", "Gandhi Marg", []orb.Point{{madeWest, y}, {madeWest + 0.04, y + 0.001}, {madeWest + 0.08, y}}))
		x := madeWest + madeSide*(0.2+0.38*float64(i))
		roads = append(roads, line(uint64(30+i), "secondary", "विश्वविद्यालय मार्ग", "University Road", []orb.Point{{x, madeSouth}, {x + 0.001, madeSouth + 0.03}, {x, madeSouth + 0.06}}))
	}
	return roads
}

func wave(lon, lat, width, height float64) []orb.Point {
	var out []orb.Point
	for i := range 41 {
		s := float64(i)/20 - 1
		out = append(out, orb.Point{lon + s*width/2, lat + height*math.Cos(s*math.Pi/2)})
	}
	return out
}

func worldLine(line []orb.Point) (xs, ys []uint32) {
	for _, p := range line {
		x, y := points.World(p)
		xs, ys = append(xs, x), append(ys, y)
	}
	return xs, ys
}

func madeRiver() *tiles.Area {
	var ring orb.Ring
	for i := range 21 {
		s := float64(i) / 20
		ring = append(ring, orb.Point{madeWest + 0.08*s, madeSouth + 0.045 + 0.004*math.Sin(s*6)})
	}
	for i := 20; i >= 0; i-- {
		ring = append(ring, orb.Point{ring[i][0], ring[i][1] - 0.003})
	}
	ring = append(ring, ring[0])
	attrs := []tiles.Attr{tiles.Text(tiles.MapClass, 0, "river"), tiles.Text(tiles.MapNameHi, 0, "गोमती"), tiles.Text(tiles.MapNameEn, 0, "Gomti")}
	return tiles.NewArea(1, [][]ward.Ring{{worldRing(ring)}}, attrs)
}

func madeFacilities() *tiles.Facilities {
	byID := map[int64]tiles.FacilityText{}
	f := &tiles.Facilities{Describe: func(item points.Item) tiles.FacilityText { return byID[item.ID] }}
	all := (madeCity{}).all()
	for _, kind := range (madeCity{}).City().Kinds {
		var items []points.Item
		for _, facility := range all {
			if facility.Kind == kind.ID {
				x, y := points.World(orb.Point{facility.Lon, facility.Lat})
				items = append(items, points.Item{ID: facility.ID, X: x, Y: y})
				byID[facility.ID] = tiles.FacilityText{NameHi: facility.Name.Hi, NameEn: facility.Name.En, Ward: facility.Ward}
			}
		}
		f.Kinds = append(f.Kinds, tiles.KindPoints{Kind: kind.ID, Set: points.Build(items)})
	}
	return f
}
