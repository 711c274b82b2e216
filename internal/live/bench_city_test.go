package live

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
)

// benchCity is a made city of the shape that research/tiles-and-features.md measured: 27,000 facilities, dense in the middle, and 16 by 16
// wards of about 600 vertices that share their crooked boundaries.
type benchCity struct {
	id         string
	centre     orb.Point
	facilities int
	side       int // wards a side
	edge       int // vertices of a ward's side
}

func newBenchCity(id string, centre orb.Point) benchCity {
	return benchCity{id: id, centre: centre, facilities: 27_000, side: 16, edge: 150}
}

func (c benchCity) load(t testing.TB, db *data.DB) {
	t.Helper()
	err := db.Write(t.Context(), "bench", func(tx pgx.Tx) error {
		if err := data.PutCityTx(t.Context(), tx, data.City{ID: c.id, NameEn: c.id}); err != nil {
			return err
		}
		var delimitation int64
		err := tx.QueryRow(t.Context(), `INSERT INTO rasad.delimitation (city_id, name, is_current) VALUES ($1, 'd', true) RETURNING delimitation_id`, c.id).Scan(&delimitation)
		if err != nil {
			return err
		}
		wards := c.wards()
		_, err = tx.CopyFrom(t.Context(), pgx.Identifier{"rasad", "ward"}, []string{"city_id", "delimitation_id", "code", "number", "name_en", "name_hi", "geom"},
			pgx.CopyFromSlice(len(wards), func(i int) ([]any, error) {
				return []any{c.id, delimitation, "w" + itoa(i+1), int32(i + 1), "Ward " + itoa(i+1), "वार्ड " + itoa(i+1), wards[i]}, nil
			}))
		if err != nil {
			return err
		}
		random, kinds := rand.New(rand.NewPCG(uint64(len(c.id)), 27)), data.Kinds()
		_, err = tx.CopyFrom(t.Context(), pgx.Identifier{"rasad", "facility"}, []string{"city_id", "kind", "name_hi", "name_en", "address_en", "phone", "hours", "source", "external_id", "geom"},
			pgx.CopyFromSlice(c.facilities, func(i int) ([]any, error) {
				p := orb.Point{c.centre[0] + random.NormFloat64()*0.093, c.centre[1] + random.NormFloat64()*0.093}
				kind := kinds[i%len(kinds)]
				return []any{c.id, kind.Kind, kind.LabelHi + " " + itoa(i%5000), kind.LabelEn + " " + itoa(i%5000), "Street " + itoa(i%900) + ", near the crossing",
					"0522-400" + itoa(i%10000), "Mo-Sa 09:00-18:00", "bench", itoa(i), p}, nil
			}))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

const benchCell = 0.032 // degrees

// wards are cells of a grid between crooked lines.
func (c benchCity) wards() []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, 0, c.side*c.side)
	for row := range c.side {
		for column := range c.side {
			var ring orb.Ring
			ring = append(ring, c.crooked(column, row, false)...)
			ring = append(ring, c.crooked(column+1, row, true)...)
			ring = append(ring, reversed(c.crooked(column, row+1, false))...)
			ring = append(ring, reversed(c.crooked(column, row, true))...)
			out = append(out, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return out
}

// crooked is the grid line from a node to the next one east, or north, the last vertex left out.
func (c benchCity) crooked(column, row int, north bool) []orb.Point {
	line := make([]orb.Point, 0, c.edge+1)
	random := rand.New(rand.NewPCG(uint64(column*1000+row), map[bool]uint64{false: 1, true: 2}[north]))
	phase, origin := random.Float64()*6, orb.Point{c.centre[0] + (float64(column)-float64(c.side)/2)*benchCell, c.centre[1] + (float64(row)-float64(c.side)/2)*benchCell}
	for i := range c.edge + 1 {
		share := float64(i) / float64(c.edge)
		bulge := math.Sin(math.Pi*share) * benchCell * (0.05*math.Sin(7*share+phase) + 0.02*math.Sin(31*share+phase) + 0.004*random.Float64())
		if i == 0 || i == c.edge {
			bulge = 0
		}
		p := orb.Point{origin[0] + share*benchCell, origin[1] + bulge}
		if north {
			p = orb.Point{origin[0] + bulge, origin[1] + share*benchCell}
		}
		line = append(line, p)
	}
	return line
}

func reversed(line []orb.Point) []orb.Point {
	out := make([]orb.Point, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}
