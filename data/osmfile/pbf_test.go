package osmfile

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// message puts together a protocol buffer of fields: bytes, or a number.
func message(fields ...any) (b []byte) {
	for i := 0; i+1 < len(fields); i += 2 {
		number := protowire.Number(fields[i].(int))
		switch v := fields[i+1].(type) {
		case []byte:
			b = protowire.AppendBytes(protowire.AppendTag(b, number, protowire.BytesType), v)
		case string:
			b = protowire.AppendString(protowire.AppendTag(b, number, protowire.BytesType), v)
		case int:
			b = protowire.AppendVarint(protowire.AppendTag(b, number, protowire.VarintType), uint64(v))
		}
	}
	return b
}

func varints(list ...uint64) (b []byte) {
	for _, v := range list {
		b = protowire.AppendVarint(b, v)
	}
	return b
}

func signeds(list ...int64) (b []byte) {
	for _, v := range list {
		b = protowire.AppendVarint(b, protowire.EncodeZigZag(v))
	}
	return b
}

func blobOf(kind string, content []byte, zip bool) []byte {
	blob := message(1, content)
	if zip {
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write(content)
		_ = w.Close()
		blob = message(2, len(content), 3, packed.Bytes())
	}
	header := message(1, kind, 3, len(blob))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(header)))
	return append(append(out, header...), blob...)
}

// tinyPBF has two nodes, one of them a gate, and a path between them.
func tinyPBF() []byte {
	texts := message(1, "", 1, "barrier", 1, "gate", 1, "highway", 1, "path")
	dense := message(1, signeds(7, 2), 8, signeds(265000000, -1000000), 9, signeds(805000000, 1000000), 10, varints(1, 2, 0, 0))
	way := message(1, 3, 2, varints(3), 3, varints(4), 8, signeds(7, 2))
	block := message(1, texts, 2, message(2, dense), 2, message(3, way))
	return append(blobOf("OSMHeader", message(4, "OsmSchema-V0.6", 4, "DenseNodes"), false), blobOf("OSMData", block, true)...)
}

// TestPlainNodes reads nodes that are not stored in columns, which few writers make.
func TestPlainNodes(t *testing.T) {
	texts := message(1, "", 1, "place", 1, "city", 1, "name", 1, "X")
	n := message(1, int(protowire.EncodeZigZag(-5)), 2, varints(1, 3), 3, varints(2, 4), 8, int(protowire.EncodeZigZag(265)), 9, int(protowire.EncodeZigZag(805)))
	block := message(1, texts, 2, message(1, n), 17, 100_000_000)
	file := append(blobOf("OSMHeader", message(4, "OsmSchema-V0.6"), false), blobOf("OSMData", block, true)...)
	m, err := parse(string(file))
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Places) != 1 || m.Places[0].ID != -5 || m.Places[0].Point[0] < 80.49 || m.Places[0].Point[0] > 80.51 {
		t.Errorf("%+v", m.Places)
	}
}

// TestHostileBlocks: numbers out of range, lengths that do not agree, a block that unpacks to more than it says.
func TestHostileBlocks(t *testing.T) {
	head := blobOf("OSMHeader", message(4, "OsmSchema-V0.6"), false)
	texts := message(1, "", 1, "k")
	for name, block := range map[string][]byte{
		"text beyond the table":  message(1, texts, 2, message(3, message(1, 1, 2, varints(9), 3, varints(1)))),
		"keys without values":    message(1, texts, 2, message(3, message(1, 1, 2, varints(1)))),
		"columns of two lengths": message(1, texts, 2, message(2, message(1, signeds(1, 1), 8, signeds(1), 9, signeds(1, 1)))),
		"off the earth":          message(1, texts, 2, message(2, message(1, signeds(1), 8, signeds(1<<40), 9, signeds(1)))),
		"members without kinds":  message(1, texts, 2, message(4, message(1, 1, 8, varints(0), 9, signeds(4)))),
		"a cut number":           message(1, texts, 2, message(3, message(1, 1, 8, []byte{0x80}))),
	} {
		if _, err := parse(string(append(bytes.Clone(head), blobOf("OSMData", block, true)...))); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	var bomb bytes.Buffer
	w := zlib.NewWriter(&bomb)
	_, _ = w.Write(make([]byte, maxBlob+(1<<20)))
	_ = w.Close()
	blob := message(2, 10, 3, bomb.Bytes())
	header := message(1, "OSMData", 3, len(blob))
	file := append(append(binary.BigEndian.AppendUint32(bytes.Clone(head), uint32(len(header))), header...), blob...)
	if _, err := parse(string(file)); err == nil {
		t.Error("a block that unpacks to more than it says was taken")
	}
}

// TestRealFiles counts real files against what osmium-tool says of them.
func TestRealFiles(t *testing.T) {
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	for file, want := range map[string]Totals{
		"roads/lucknow/lucknow_roads.osm.pbf": {Nodes: 376_317, Ways: 133_213},
		"roads/osm/heidelberg.osm.pbf":        {Nodes: 221_009, Ways: 31_619, Relations: 1_700, RestrictionRelations: 476},
		"roads/osm/north-bayreuth.osm.gz":     {Nodes: 58_631, Ways: 7_801, Relations: 179, RestrictionRelations: 40},
		"roads/osm/pune-hadapsar.osm.gz":      {Nodes: 12_702, Ways: 2_387, Relations: 44},
		"roads/osm/monaco.osm.gz":             {Nodes: 13_739, Ways: 1_944, Relations: 77},
		"roads/osm/andorra.osm.pbf":           {Nodes: 69_644, Ways: 2_725, Relations: 74},
		"roads/osm/liechtenstein.osm.pbf":     {Nodes: 142_832, Ways: 15_247, Relations: 358},
		"roads/osm/porto-alegre.osm.pbf":      {Nodes: 43_264, Ways: 16_032, Relations: 23},
	} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path := filepath.Join(folder, file)
			if _, err := os.Stat(path); err != nil {
				t.Skipf("real data not here: %v", err)
			}
			m, err := Read(context.Background(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := m.Read
			t.Logf("%+v: %d roads, %d tagged nodes, %d restrictions, %d areas, %d lines, %d places, %d facilities, %d remarks", got, len(m.Roads), len(m.Nodes),
				len(m.Restrictions), len(m.Areas), len(m.Lines), len(m.Places), len(m.Facilities), len(m.Remarks))
			if want.RestrictionRelations == 0 {
				want.RestrictionRelations = got.RestrictionRelations
			}
			want.MultipolygonRelations = got.MultipolygonRelations
			if got != want {
				t.Errorf("%+v, not %+v", got, want)
			}
			if len(m.Restrictions) < want.RestrictionRelations*9/10 {
				t.Errorf("%d restrictions were taken", len(m.Restrictions))
			}
		})
	}
}

func BenchmarkHeidelberg(b *testing.B) {
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	path := filepath.Join(folder, "roads/osm/heidelberg.osm.pbf")
	if _, err := os.Stat(path); err != nil {
		b.Skipf("real data not here: %v", err)
	}
	for b.Loop() {
		if _, err := Read(context.Background(), path, nil); err != nil {
			b.Fatal(err)
		}
	}
}
