package data

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/ewkb"
)

// srid of all stored geometry.
const srid = 4326

// registerGeometry teaches a connection PostGIS' geometry type, so that orb's geometries go over the wire as binary EWKB.
// On a database without PostGIS it does nothing: the first migration makes the type.
func registerGeometry(ctx context.Context, conn *pgx.Conn) error {
	var oid, array uint32
	err := conn.QueryRow(ctx, `SELECT oid, typarray FROM pg_type WHERE oid = to_regtype('geometry')`).Scan(&oid, &array)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look up the geometry type: %w", err)
	}
	types := conn.TypeMap()
	element := &pgtype.Type{Name: "geometry", OID: oid, Codec: geometryCodec{}}
	types.RegisterType(element)
	types.RegisterType(&pgtype.Type{Name: "_geometry", OID: array, Codec: &pgtype.ArrayCodec{ElementType: element}})
	for _, sample := range []any{orb.Point{}, orb.LineString{}, orb.MultiPolygon{}} {
		types.RegisterDefaultPgType(sample, "geometry")
	}
	return nil
}

// geometryCodec carries orb geometries as EWKB, in both directions, in binary only.
type geometryCodec struct{}

func (geometryCodec) FormatSupported(format int16) bool { return format == pgtype.BinaryFormatCode }
func (geometryCodec) PreferredFormat() int16            { return pgtype.BinaryFormatCode }

func (geometryCodec) PlanEncode(_ *pgtype.Map, _ uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(orb.Geometry); !ok || format != pgtype.BinaryFormatCode {
		return nil
	}
	return encodeGeometry{}
}

type encodeGeometry struct{}

func (encodeGeometry) Encode(value any, buf []byte) ([]byte, error) {
	geometry, ok := value.(orb.Geometry)
	if !ok {
		return nil, fmt.Errorf("%T is no geometry", value)
	}
	encoded, err := ewkb.Marshal(geometry, srid)
	if err != nil {
		return nil, fmt.Errorf("encode geometry: %w", err)
	}
	return append(buf, encoded...), nil
}

func (geometryCodec) PlanScan(_ *pgtype.Map, _ uint32, format int16, target any) pgtype.ScanPlan {
	if format != pgtype.BinaryFormatCode {
		return nil
	}
	switch target.(type) {
	case *orb.Geometry, *orb.Point, *orb.LineString, *orb.Polygon, *orb.MultiPolygon:
		return scanGeometry{}
	default:
		return nil
	}
}

type scanGeometry struct{}

func (scanGeometry) Scan(src []byte, target any) error {
	if src == nil {
		return errors.New("geometry is null")
	}
	geometry, _, err := ewkb.Unmarshal(src)
	if err != nil {
		return fmt.Errorf("decode geometry: %w", err)
	}
	matched := false
	switch target := target.(type) {
	case *orb.Geometry:
		*target, matched = geometry, true
	case *orb.Point:
		*target, matched = geometry.(orb.Point)
	case *orb.LineString:
		*target, matched = geometry.(orb.LineString)
	case *orb.Polygon:
		*target, matched = geometry.(orb.Polygon)
	case *orb.MultiPolygon:
		*target, matched = geometry.(orb.MultiPolygon)
	}
	if !matched {
		return fmt.Errorf("a %s does not fit into %T", geometry.GeoJSONType(), target)
	}
	return nil
}

func (c geometryCodec) DecodeDatabaseSQLValue(*pgtype.Map, uint32, int16, []byte) (driver.Value, error) {
	return nil, errors.New("geometry is not read through database/sql")
}

func (c geometryCodec) DecodeValue(_ *pgtype.Map, _ uint32, _ int16, src []byte) (any, error) {
	if src == nil {
		return nil, nil
	}
	geometry, _, err := ewkb.Unmarshal(src)
	return geometry, err
}
