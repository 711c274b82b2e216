package osmfile

import "fmt"

// block is a PrimitiveBlock: its elements name their texts by number and their places by a raster.
type block struct {
	texts                []string
	granularity          int64 // nanodegrees
	latOffset, lonOffset int64
	v                    visitor
}

func readBlock(content []byte, v visitor) error {
	b := block{granularity: 100, v: v}
	var groups [][]byte
	err := eachField(content, func(f field) error {
		switch f.number {
		case 1:
			return eachField(f.bytes, func(f field) error {
				if f.number == 1 {
					if len(f.bytes) > maxText {
						return fmt.Errorf("%w: text of %d bytes", ErrTooLarge, len(f.bytes))
					}
					if len(b.texts) >= 1<<21 {
						return fmt.Errorf("%w: texts of one block", ErrTooLarge)
					}
					b.texts = append(b.texts, string(f.bytes))
				}
				return nil
			})
		case 2:
			groups = append(groups, f.bytes)
		case 17:
			b.granularity = int64(f.value)
		case 19:
			b.latOffset = int64(f.value)
		case 20:
			b.lonOffset = int64(f.value)
		}
		return nil
	})
	for _, g := range groups {
		if err != nil {
			return err
		}
		err = b.group(g)
	}
	return err
}

func (b *block) group(content []byte) error {
	return eachField(content, func(f field) error {
		switch {
		case f.number == 1 && b.v.node != nil:
			return b.node(f.bytes)
		case f.number == 2 && b.v.node != nil:
			return b.dense(f.bytes)
		case f.number == 3 && b.v.way != nil:
			return b.way(f.bytes)
		case f.number == 4 && b.v.relation != nil:
			return b.relation(f.bytes)
		}
		return nil
	})
}

func (b *block) text(i uint64) (string, error) {
	if i >= uint64(len(b.texts)) {
		return "", fmt.Errorf("%w: text %d of %d", ErrBroken, i, len(b.texts))
	}
	return b.texts[i], nil
}

func (b *block) place(n *node, lon, lat int64) error {
	n.lon = 1e-9 * float64(b.lonOffset+b.granularity*lon)
	n.lat = 1e-9 * float64(b.latOffset+b.granularity*lat)
	if b.granularity == 100 && b.lonOffset == 0 && b.latOffset == 0 { // exactly the decimal that XML would give
		n.lon, n.lat = float64(lon)/1e7, float64(lat)/1e7
	}
	if !onEarth(n.lon, n.lat) {
		return fmt.Errorf("%w: node %d lies at %g %g", ErrBroken, n.id, n.lon, n.lat)
	}
	return nil
}

// pairs reads tags given as two runs of text numbers.
func (b *block) pairs(keys, values packed) (tags, error) {
	var out tags
	for len(keys) > 0 {
		k, err := keys.next()
		if err != nil {
			return nil, err
		}
		v, err := values.next()
		if err != nil {
			return nil, err
		}
		if len(out) >= maxTags {
			return nil, fmt.Errorf("%w: tags of one element", ErrTooLarge)
		}
		key, err := b.text(k)
		if err != nil {
			return nil, err
		}
		value, err := b.text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, tag{key, value})
	}
	return out, nil
}

func (b *block) node(content []byte) error {
	var n node
	var keys, values packed
	var lon, lat int64
	err := eachField(content, func(f field) error {
		switch f.number {
		case 1:
			n.id = unzigzag(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			lat = unzigzag(f.value)
		case 9:
			lon = unzigzag(f.value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n.tags, err = b.pairs(keys, values); err != nil {
		return err
	}
	if err := b.place(&n, lon, lat); err != nil {
		return err
	}
	return b.v.node(&n)
}

func unzigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// dense reads nodes stored in columns, each number as the difference from the one before.
func (b *block) dense(content []byte) error {
	var ids, lats, lons, pairs, info packed
	if err := eachField(content, func(f field) error {
		switch f.number {
		case 1:
			ids = f.bytes
		case 5:
			info = f.bytes
		case 8:
			lats = f.bytes
		case 9:
			lons = f.bytes
		case 10:
			pairs = f.bytes
		}
		return nil
	}); err != nil {
		return err
	}
	visible, err := visibility(info)
	if err != nil {
		return err
	}
	var n node
	var lon, lat int64
	for len(ids) > 0 {
		dID, err1 := ids.signed()
		dLat, err2 := lats.signed()
		dLon, err3 := lons.signed()
		if err1 != nil || err2 != nil || err3 != nil {
			return fmt.Errorf("%w: columns of nodes differ in length", ErrBroken)
		}
		n.id, lat, lon = n.id+dID, lat+dLat, lon+dLon
		if n.tags, err = b.denseTags(&pairs); err != nil {
			return err
		}
		if len(visible) > 0 {
			seen, err := visible.next()
			if err != nil {
				return err
			}
			if seen == 0 {
				continue
			}
		}
		if err := b.place(&n, lon, lat); err != nil {
			return err
		}
		if err := b.v.node(&n); err != nil {
			return err
		}
	}
	return nil
}

func visibility(info packed) (visible packed, err error) {
	err = eachField(info, func(f field) error {
		if f.number == 6 {
			visible = f.bytes
		}
		return nil
	})
	return visible, err
}

// denseTags reads one node's tags: key, value, key, value, 0.
func (b *block) denseTags(pairs *packed) (tags, error) {
	var out tags
	for len(*pairs) > 0 {
		k, err := pairs.next()
		if err != nil || k == 0 {
			return out, err
		}
		v, err := pairs.next()
		if err != nil {
			return nil, err
		}
		if len(out) >= maxTags {
			return nil, fmt.Errorf("%w: tags of one element", ErrTooLarge)
		}
		key, err := b.text(k)
		if err != nil {
			return nil, err
		}
		value, err := b.text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, tag{key, value})
	}
	return out, nil
}

func (b *block) way(content []byte) error {
	w := &way{}
	var keys, values, refs packed
	err := eachField(content, func(f field) error {
		switch f.number {
		case 1:
			w.id = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			refs = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	if w.tags, err = b.pairs(keys, values); err != nil {
		return err
	}
	w.nodes = make([]int64, 0, min(len(refs), 64))
	for ref := int64(0); len(refs) > 0; {
		d, err := refs.signed()
		if err != nil {
			return err
		}
		if len(w.nodes) >= maxWayNodes {
			return fmt.Errorf("%w: way %d has too many nodes", ErrTooLarge, w.id)
		}
		ref += d
		w.nodes = append(w.nodes, ref)
	}
	return b.v.way(w)
}
