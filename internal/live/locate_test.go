package live

import (
	"context"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"rasad/data"
	"rasad/internal/pgtest"
)

// sharedData is the folder of real data beside the repository, or as RASAD_SHARED_DATA says.
func sharedData(t testing.TB, file string) string {
	t.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(folder, file)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("real data are not here: %v", err)
	}
	return path
}

// addWards writes the polygons of a GeoJSON file as the wards of a new city, coded by their place in the file.
func addWards(t testing.TB, db *data.DB, city, file string) {
	t.Helper()
	text, err := os.ReadFile(sharedData(t, file))
	if err != nil {
		t.Fatal(err)
	}
	collection, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), "test", func(tx pgx.Tx) error {
		if err := data.PutCityTx(t.Context(), tx, data.City{ID: city, NameEn: city}); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), `INSERT INTO rasad.delimitation (city_id, name, is_current) VALUES ($1, 'd', true)`, city)
		for i, feature := range collection.Features {
			if err != nil {
				return err
			}
			_, err = tx.Exec(t.Context(), `INSERT INTO rasad.ward (city_id, delimitation_id, code, number, geom)
				SELECT $1, delimitation_id, $2, $3, $4 FROM rasad.delimitation WHERE city_id = $1`,
				city, strconv.Itoa(i+1), i+1, multi(feature.Geometry))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func multi(g orb.Geometry) orb.MultiPolygon {
	if p, ok := g.(orb.Polygon); ok {
		return orb.MultiPolygon{p}
	}
	m, _ := g.(orb.MultiPolygon)
	return m
}

// hardPoints are random points about the wards, and points on, beside and within a rounding of their boundaries.
func hardPoints(random *rand.Rand, e *Epoch, n int) []orb.Point {
	box, _ := e.BBox()
	points := make([]orb.Point, 0, n)
	for len(points) < n {
		p := orb.Point{
			box.Min[0] + random.Float64()*(box.Max[0]-box.Min[0]),
			box.Min[1] + random.Float64()*(box.Max[1]-box.Min[1]),
		}
		if random.IntN(2) == 0 {
			polygon := e.Wards[random.IntN(len(e.Wards))].Geometry
			ring := polygon[random.IntN(len(polygon))][0]
			i := random.IntN(len(ring) - 1)
			share := []float64{0, 1, 0.5, random.Float64()}[random.IntN(4)]
			for axis := range 2 {
				p[axis] = ring[i][axis] + share*(ring[i+1][axis]-ring[i][axis])
			}
			if random.IntN(2) == 0 {
				axis := random.IntN(2)
				p[axis] = math.Nextafter(p[axis], []float64{0, 200}[random.IntN(2)])
			}
		}
		points = append(points, p)
	}
	return points
}

// TestLocateAgreesWithPostGIS asks PostGIS, by the DE-9IM matrix that GEOS computes robustly, for the first ward that covers a point.
func TestLocateAgreesWithPostGIS(t *testing.T) {
	n := 100_000
	if os.Getenv("RASAD_LONG") != "" {
		n = 1_000_000
	}
	if testing.Short() {
		n = 5000
	}
	db := pgtest.Open(t)
	for _, city := range []string{"lucknow", "chennai"} {
		t.Run(city, func(t *testing.T) {
			addWards(t, db, city, "wards/"+city+"_wards.geojson")
			e, seed := cityOf(t, fresh(t, db), city).Now(), rand.Uint64()
			t.Logf("seed %d", seed)
			points := hardPoints(rand.New(rand.NewPCG(seed, 9)), e, n/2)
			wrong := 0
			for i, want := range locateInPostGIS(t, db, city, points) {
				got := ""
				if w, ok := e.Locate(points[i]); ok {
					got = w.Code
				}
				if got != want {
					wrong++
					t.Errorf("%.17g: ward %q, PostGIS says %q", points[i], got, want)
				}
				if wrong > 10 {
					t.Fatal("and more")
				}
			}
		})
	}
}

func locateInPostGIS(t *testing.T, db *data.DB, city string, points []orb.Point) []string {
	t.Helper()
	codes := make([]string, len(points))
	conn, err := db.Pool().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(t.Context(), `CREATE TEMP TABLE asked (n integer, geom geometry(Point, 4326))`); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = conn.Exec(context.Background(), `DROP TABLE asked`) }()
	_, err = conn.CopyFrom(t.Context(), pgx.Identifier{"asked"}, []string{"n", "geom"}, pgx.CopyFromSlice(len(points), func(i int) ([]any, error) {
		return []any{int32(i), points[i]}, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := conn.Query(t.Context(), `
		SELECT a.n, coalesce((SELECT w.code FROM rasad.ward w WHERE w.city_id = $1 AND w.geom && a.geom
			AND (ST_Relate(w.geom, a.geom, 'T********') OR ST_Relate(w.geom, a.geom, '***T*****')) ORDER BY w.number LIMIT 1), '')
		FROM asked a`, city)
	if err != nil {
		t.Fatal(err)
	}
	var i int32
	var code string
	if _, err := pgx.ForEachRow(rows, []any{&i, &code}, func() error { codes[i] = code; return nil }); err != nil {
		t.Fatal(err)
	}
	return codes
}
