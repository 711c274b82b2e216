package demo

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var previewDir = flag.String("preview", "", "folder to draw pictures of the demo city into")

// TestPreview draws the city for the eye: go test ./data/demo -run Preview -preview /tmp
func TestPreview(t *testing.T) {
	if *previewDir == "" {
		t.Skip("no -preview folder given")
	}
	start := time.Now()
	c := build(1)
	wards, _ := c.apportion()
	net := c.network()
	t.Log("built in", time.Since(start))
	for _, v := range []struct {
		name   string
		lo     pt
		size   float64
		pixels int
	}{{"city", pt{0, -1000}, width, 1500}, {"old", pt{4900, 3700}, 2900, 1500}, {"mid", pt{7600, 5600}, 3400, 1300}, {"zoom", pt{3700, 5000}, 1500, 1200}, {"edge", pt{600, 1200}, 3400, 1300}} {
		canvas := newCanvas(v.lo, v.size, v.pixels)
		drawCity(canvas, c, net)
		drawWards(canvas, wards)
		canvas.save(t, filepath.Join(*previewDir, v.name+".png"))
	}
}

func drawCity(v *canvas, c *builder, net *network) {
	tint := map[style]color.RGBA{farm: {225, 232, 205, 255}, water: {150, 190, 230, 255}, oldTown: {235, 215, 200, 255}, dense: {238, 228, 214, 255},
		colony: {240, 236, 226, 255}, civil: {228, 232, 215, 255}, cantonment: {215, 228, 205, 255}, village: {240, 228, 205, 255}, industrial: {226, 220, 232, 255},
		campus: {232, 224, 200, 255}, park: {190, 222, 170, 255}, lake: {190, 222, 190, 255}}
	for _, u := range c.units {
		for _, b := range u.blocks {
			v.fill(c.mesh.places(b.ring), tint[b.style])
		}
	}
	widths := map[kind]float64{trunk: 9, primary: 9, secondary: 11, tertiary: 9, residential: 5, unclassified: 6.5, living: 4, service: 4, pedestrian: 3.5, footway: 2, steps: 2, track: 2.5, rail: 4}
	inks := map[kind]color.RGBA{trunk: {240, 150, 110, 255}, primary: {250, 190, 110, 255}, secondary: {250, 225, 130, 255}, tertiary: {255, 250, 190, 255}, rail: {60, 60, 60, 255}, track: {190, 160, 110, 255}, footway: {220, 130, 120, 255}}
	for pass := range 2 {
		for k := track; k > none; k-- {
			for _, s := range append(net.roads, railRoads(net)...) {
				if s.kind != k {
					continue
				}
				ink, ok := inks[k]
				if !ok {
					ink = color.RGBA{255, 255, 255, 255}
				}
				w := widths[k]
				if pass == 0 {
					ink, w = color.RGBA{150, 145, 140, 255}, w+max(1.5, 1.6/v.scale)
				}
				v.stroke(c.mesh.places(s.nodes), w, ink)
			}
		}
	}
}

func railRoads(net *network) (out []road) {
	for _, s := range net.rails {
		out = append(out, road{nodes: s.nodes, kind: rail})
	}
	return out
}

func drawWards(v *canvas, wards []ward) {
	zoneInk := []color.RGBA{{200, 0, 0, 255}, {0, 0, 200, 255}, {0, 120, 0, 255}, {150, 0, 150, 255}, {0, 130, 130, 255}, {150, 90, 0, 255}, {90, 90, 90, 255}, {0, 0, 0, 255}}
	for _, w := range wards {
		for _, part := range w.parts {
			for _, ring := range part {
				v.stroke(append(ring, ring[0]), 1.6/v.scale*2, zoneInk[w.zone])
			}
		}
	}
}

// canvas is a picture of a square of the plane, twice as fine as it is saved.
type canvas struct {
	img   *image.RGBA
	lo    pt
	scale float64 // pixels a metre
}

func newCanvas(lo pt, size float64, pixels int) *canvas {
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, 2*pixels, 2*pixels)), lo: lo, scale: 2 * float64(pixels) / size}
}

func (v *canvas) at(p pt) pt {
	q := p.sub(v.lo).mul(v.scale)
	return pt{q.x, float64(v.img.Rect.Dy()) - q.y}
}

func (v *canvas) fill(ring []pt, ink color.RGBA) {
	var px []pt
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		q := v.at(p)
		px = append(px, q)
		lo, hi = min(lo, q.y), max(hi, q.y)
	}
	for y := max(0, int(lo)); y <= min(v.img.Rect.Dy()-1, int(hi)); y++ {
		hits := hitsOf(px, pt{0, float64(y) + 0.5}, pt{1, 0})
		for i := 0; i+1 < len(hits); i += 2 {
			for x := max(0, int(hits[i]+0.5)); x < min(v.img.Rect.Dx(), int(hits[i+1]+0.5)); x++ {
				v.img.SetRGBA(x, y, ink)
			}
		}
	}
}

func (v *canvas) stroke(line []pt, metres float64, ink color.RGBA) {
	half := max(metres, 1.1/v.scale*2) / 2
	for i := 1; i < len(line); i++ {
		d := line[i].sub(line[i-1]).unit().mul(half)
		n := d.left()
		e := d.mul(0.5)
		v.fill([]pt{line[i-1].sub(e).add(n), line[i].add(e).add(n), line[i].add(e).sub(n), line[i-1].sub(e).sub(n)}, ink)
	}
}

func (v *canvas) save(t *testing.T, path string) {
	w, h := v.img.Rect.Dx()/2, v.img.Rect.Dy()/2
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			var sum [3]int
			for k := range 4 {
				c := v.img.RGBAAt(2*x+k%2, 2*y+k/2)
				sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / 4), uint8(sum[1] / 4), uint8(sum[2] / 4), 255})
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, out); err != nil {
		t.Fatal(err)
	}
}
