package tiles

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Decoded is a layer of a decoded tile.
type Decoded struct {
	Name     string
	Version  uint64
	Extent   uint64
	Features []DecodedFeature
}

// DecodedFeature is a feature with its geometry in the tile's units: a point is one path of one vertex, a line a path for each stroke, a
// polygon a path for each ring, the first vertex not repeated.
type DecodedFeature struct {
	ID    uint64
	Type  uint8 // 1 point, 2 line, 3 polygon
	Tags  map[string]any
	Paths [][][2]int64
}

// ErrBadTile says that bytes are no vector tile.
var ErrBadTile = errors.New("not a vector tile") //nolint:gochecknoglobals // a sentinel

// Decode reads a vector tile, plainly and with every check: for tests and tools, not for speed.
func Decode(data []byte) ([]Decoded, error) {
	var layers []Decoded
	names := map[string]bool{}
	err := eachField(data, func(field uint64, value fieldValue) error {
		if field != 3 {
			return nil
		}
		layer, err := decodeLayer(value.bytes)
		if err != nil {
			return err
		}
		if names[layer.Name] {
			return fmt.Errorf("%w: two layers %q", ErrBadTile, layer.Name)
		}
		names[layer.Name] = true
		layers = append(layers, layer)
		return nil
	})
	return layers, err
}

type fieldValue struct {
	number uint64
	bytes  []byte
}

// eachField walks the fields of a protobuf message.
func eachField(data []byte, take func(field uint64, value fieldValue) error) error {
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return fmt.Errorf("%w: broken tag", ErrBadTile)
		}
		data = data[n:]
		value, rest, err := readValue(data, tag&7)
		if err != nil {
			return err
		}
		if err := take(tag>>3, value); err != nil {
			return err
		}
		data = rest
	}
	return nil
}

func readValue(data []byte, wire uint64) (value fieldValue, rest []byte, err error) {
	var size int
	switch wire {
	case 0:
		var n int
		if value.number, n = binary.Uvarint(data); n <= 0 {
			return value, nil, fmt.Errorf("%w: broken number", ErrBadTile)
		}
		return value, data[n:], nil
	case 1:
		size = 8
	case 5:
		size = 4
	case 2:
		length, n := binary.Uvarint(data)
		if n <= 0 || length > uint64(len(data)-n) {
			return value, nil, fmt.Errorf("%w: broken length", ErrBadTile)
		}
		data, size = data[n:], int(length)
	default:
		return value, nil, fmt.Errorf("%w: wire type %d", ErrBadTile, wire)
	}
	if len(data) < size {
		return value, nil, fmt.Errorf("%w: cut off", ErrBadTile)
	}
	value.bytes = data[:size]
	return value, data[size:], nil
}

func decodeLayer(data []byte) (Decoded, error) {
	layer := Decoded{Extent: 4096, Version: 1}
	var features [][]byte
	var keys []string
	var values []any
	err := eachField(data, func(field uint64, value fieldValue) error {
		switch field {
		case 1:
			layer.Name = string(value.bytes)
		case 2:
			features = append(features, value.bytes)
		case 3:
			keys = append(keys, string(value.bytes))
		case 4:
			decoded, err := decodeValue(value.bytes)
			values = append(values, decoded)
			return err
		case 5:
			layer.Extent = value.number
		case 15:
			layer.Version = value.number
		}
		return nil
	})
	if err != nil {
		return layer, err
	}
	for _, feature := range features {
		decoded, err := decodeFeature(feature, keys, values)
		if err != nil {
			return layer, err
		}
		layer.Features = append(layer.Features, decoded)
	}
	return layer, nil
}

func decodeValue(data []byte) (decoded any, err error) {
	err = eachField(data, func(field uint64, value fieldValue) error {
		switch {
		case field == 1:
			decoded = string(value.bytes)
		case field == 2 && len(value.bytes) == 4:
			decoded = float64(math.Float32frombits(binary.LittleEndian.Uint32(value.bytes)))
		case field == 3 && len(value.bytes) == 8:
			decoded = math.Float64frombits(binary.LittleEndian.Uint64(value.bytes))
		case field == 4, field == 5:
			decoded = int64(value.number)
		case field == 6:
			decoded = unzigzag(value.number)
		case field == 7:
			decoded = value.number != 0
		}
		return nil
	})
	return decoded, err
}

func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

func decodeFeature(data []byte, keys []string, values []any) (DecodedFeature, error) {
	f := DecodedFeature{Tags: map[string]any{}}
	var tags, shape []uint64
	err := eachField(data, func(field uint64, value fieldValue) (err error) {
		switch field {
		case 1:
			f.ID = value.number
		case 2:
			tags, err = packed(value.bytes)
		case 3:
			f.Type = uint8(min(value.number, 255))
		case 4:
			shape, err = packed(value.bytes)
		}
		return err
	})
	if err != nil {
		return f, err
	}
	if len(tags)%2 != 0 {
		return f, fmt.Errorf("%w: odd tags", ErrBadTile)
	}
	for i := 0; i < len(tags); i += 2 {
		if tags[i] >= uint64(len(keys)) || tags[i+1] >= uint64(len(values)) {
			return f, fmt.Errorf("%w: tag without key or value", ErrBadTile)
		}
		f.Tags[keys[tags[i]]] = values[tags[i+1]]
	}
	f.Paths, err = decodeShape(shape)
	return f, err
}

func packed(data []byte) ([]uint64, error) {
	var numbers []uint64
	for len(data) > 0 {
		number, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, fmt.Errorf("%w: broken number", ErrBadTile)
		}
		numbers, data = append(numbers, number), data[n:]
	}
	return numbers, nil
}

func decodeShape(shape []uint64) ([][][2]int64, error) {
	var paths [][][2]int64
	var pen [2]int64
	for i := 0; i < len(shape); {
		id, count := shape[i]&7, shape[i]>>3
		i++
		if id == closePath {
			continue
		}
		if (id != moveTo && id != lineTo) || count > uint64(len(shape)-i)/2 || (id == lineTo && len(paths) == 0) {
			return nil, fmt.Errorf("%w: broken geometry", ErrBadTile)
		}
		for range count {
			pen[0] += unzigzag(shape[i])
			pen[1] += unzigzag(shape[i+1])
			i += 2
			if id == moveTo {
				paths = append(paths, nil)
			}
			paths[len(paths)-1] = append(paths[len(paths)-1], pen)
		}
	}
	return paths, nil
}
