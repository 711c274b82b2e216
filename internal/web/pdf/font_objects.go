package pdf

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	sfnt "github.com/tdewolff/font"
)

// writeFont embeds the glyphs of a font that were used, with their widths and texts.
func (d *Document) writeFont(i int) error {
	used, source := d.shaper.used[i], d.fonts.fonts[i]
	small, err := source.outline.Subset(used.order, sfnt.SubsetOptions{Tables: sfnt.KeepPDFTables})
	if err != nil {
		return fmt.Errorf("%w: subset: %w", ErrFont, err)
	}
	file, toGlyph, toText, describe, descendant := d.reserve(), d.reserve(), d.reserve(), d.reserve(), d.reserve()
	program := small.Write()
	d.stream(file, fmt.Sprintf("/Length1 %d", len(program)), program)
	places := make([]byte, 2*len(used.list))
	var widths strings.Builder
	for cid, c := range used.list {
		binary.BigEndian.PutUint16(places[2*cid:], used.glyphs[c.glyph])
		fmt.Fprintf(&widths, "%s ", decimal(d.advance(i, c.glyph)))
	}
	d.stream(toGlyph, "", places)
	d.stream(toText, "", []byte(used.texts()))
	name := fmt.Sprintf("RASAD%c+NotoSansDevanagari-%d", 'A'+i, i)
	scale := em / float64(source.outline.Head.UnitsPerEm)
	h := source.outline.Hhea
	d.object(describe, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s %s %s %s]/ItalicAngle 0/Ascent %s/Descent %s/CapHeight 714/StemV %d/FontFile2 %d 0 R>>",
		name, decimal(float64(source.outline.Head.XMin)*scale), decimal(float64(source.outline.Head.YMin)*scale), decimal(float64(source.outline.Head.XMax)*scale),
		decimal(float64(source.outline.Head.YMax)*scale), decimal(float64(h.Ascender)*scale), decimal(float64(h.Descender)*scale), 80+40*(i/bold), file))
	d.object(descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[0[%s]]/CIDToGIDMap %d 0 R>>",
		name, describe, widths.String(), toGlyph))
	d.object(d.fontRef[i], fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, toText))
	return nil
}

func (d *Document) advance(f int, glyph uint16) float64 {
	face := d.shaper.faces[f]
	return float64(face.HorizontalAdvance(fontGID(glyph))) * em / float64(face.Upem())
}

// texts is the ToUnicode map. Glyphs that come after the first of a cluster stand for nothing.
func (s *subset) texts() string {
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def " +
		"/CMapName/Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	const most = 100 // in one block
	for start := 1; start < len(s.list); start += most {
		end := min(start+most, len(s.list))
		fmt.Fprintf(&out, "%d beginbfchar\n", end-start)
		for cid := start; cid < end; cid++ {
			text := s.list[cid].text
			fmt.Fprintf(&out, "<%04X> <", cid)
			for _, unit := range utf16.Encode([]rune(text)) {
				fmt.Fprintf(&out, "%04X", unit)
			}
			out.WriteString(">\n")
		}
		out.WriteString("endbfchar\n")
	}
	out.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end")
	return out.String()
}

func sortedNames(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
