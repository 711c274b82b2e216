package data

import "context"

// Roads streams roads by id: what a map draws and what routing needs.
func (r *Reader) Roads(ctx context.Context, city string, some Some, take func(*Road) error) error {
	v := Road{City: city}
	return r.each(ctx, "roads", `
		SELECT t.road_id, t.class, t.name_hi, t.name_en, t.ref, t.node_ids, t.tags, t.geom
		FROM rasad.road t`+selected("road_id")+` ORDER BY t.road_id`,
		[]any{city, []int64(some)},
		[]any{&v.ID, &v.Class, &v.NameHi, &v.NameEn, &v.Ref, &v.NodeIDs, &v.Tags, &v.Geometry},
		func() error {
			row := v
			v.NodeIDs, v.Tags, v.Geometry = nil, nil, nil
			return take(&row)
		})
}

// DrawnRoads streams roads without their nodes, and of their tags only those that a map shows: it reads half the bytes.
func (r *Reader) DrawnRoads(ctx context.Context, city string, some Some, take func(*Road) error) error {
	v := Road{City: city}
	var oneway, bridge, tunnel, layer, junction *string
	return r.each(ctx, "roads", `
		SELECT t.road_id, t.class, t.name_hi, t.name_en, t.ref,
		       t.tags->>'oneway', t.tags->>'bridge', t.tags->>'tunnel', t.tags->>'layer', t.tags->>'junction', t.geom
		FROM rasad.road t`+selected("road_id")+` ORDER BY t.road_id`,
		[]any{city, []int64(some)},
		[]any{&v.ID, &v.Class, &v.NameHi, &v.NameEn, &v.Ref, &oneway, &bridge, &tunnel, &layer, &junction, &v.Geometry},
		func() error {
			row := v
			row.Tags = drawnTags(oneway, bridge, tunnel, layer, junction)
			v.Geometry = nil
			return take(&row)
		})
}

func drawnTags(oneway, bridge, tunnel, layer, junction *string) map[string]string {
	var tags map[string]string
	for _, tag := range []struct {
		key   string
		value *string
	}{{"oneway", oneway}, {"bridge", bridge}, {"tunnel", tunnel}, {"layer", layer}, {"junction", junction}} {
		if tag.value == nil {
			continue
		}
		if tags == nil {
			tags = map[string]string{}
		}
		tags[tag.key] = *tag.value
	}
	return tags
}

// RoadNodes streams the nodes whose tags matter to routing, by id.
func (r *Reader) RoadNodes(ctx context.Context, city string, take func(*RoadNode) error) error {
	v := RoadNode{City: city}
	return r.each(ctx, "road nodes", `SELECT node_id, tags, geom FROM rasad.road_node WHERE city_id = $1 ORDER BY node_id`,
		[]any{city}, []any{&v.ID, &v.Tags, &v.Point},
		func() error {
			row := v
			v.Tags = nil
			return take(&row)
		})
}

// TurnRestrictions streams turn restrictions by id.
func (r *Reader) TurnRestrictions(ctx context.Context, city string, take func(*TurnRestriction) error) error {
	v := TurnRestriction{City: city}
	return r.each(ctx, "turn restrictions", `
		SELECT relation_id, kind, from_ways, via_node, via_ways, to_ways, tags
		FROM rasad.turn_restriction WHERE city_id = $1 ORDER BY relation_id`,
		[]any{city}, []any{&v.ID, &v.Kind, &v.FromWays, &v.ViaNode, &v.ViaWays, &v.ToWays, &v.Tags},
		func() error {
			row := v
			v.FromWays, v.ViaNode, v.ViaWays, v.ToWays, v.Tags = nil, nil, nil, nil, nil
			return take(&row)
		})
}

// MapAreas streams the areas of one layer, by id.
func (r *Reader) MapAreas(ctx context.Context, city, layer string, some Some, take func(*MapArea) error) error {
	v := MapArea{City: city, Layer: layer}
	return r.each(ctx, layer, `
		SELECT t.area_id, t.class, t.name_hi, t.name_en, t.geom
		FROM rasad.map_area t`+selected("area_id")+` AND t.layer = $3 ORDER BY t.area_id`,
		[]any{city, []int64(some), layer}, []any{&v.ID, &v.Class, &v.NameHi, &v.NameEn, &v.Geometry},
		func() error {
			row := v
			v.Geometry = nil
			return take(&row)
		})
}

// MapLines streams the lines of one layer, by id.
func (r *Reader) MapLines(ctx context.Context, city, layer string, some Some, take func(*MapLine) error) error {
	v := MapLine{City: city, Layer: layer}
	return r.each(ctx, layer, `
		SELECT t.line_id, t.class, t.name_hi, t.name_en, t.geom
		FROM rasad.map_line t`+selected("line_id")+` AND t.layer = $3 ORDER BY t.line_id`,
		[]any{city, []int64(some), layer}, []any{&v.ID, &v.Class, &v.NameHi, &v.NameEn, &v.Geometry},
		func() error {
			row := v
			v.Geometry = nil
			return take(&row)
		})
}

// Places streams named places, by id.
func (r *Reader) Places(ctx context.Context, city string, some Some, take func(*Place) error) error {
	v := Place{City: city}
	return r.each(ctx, "places", `
		SELECT t.place_id, t.class, t.name_hi, t.name_en, t.geom
		FROM rasad.place t`+selected("place_id")+` ORDER BY t.place_id`,
		[]any{city, []int64(some)}, []any{&v.ID, &v.Class, &v.NameHi, &v.NameEn, &v.Point},
		func() error {
			row := v
			return take(&row)
		})
}
