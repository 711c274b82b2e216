package ward

// The zooms at which vertices matter.
const (
	lodMax = 14 // at this zoom and beyond every vertex is drawn
	// halfPixel is the tolerance in units of a tile (4096 a side, 512 pixels): what moves a line by less is not seen.
	halfPixel = 4
)

// SignificanceOfLine says for each vertex of a line, in world units, the first zoom at which it matters: at zoom z the line through the
// vertices that matter lies within half a pixel of the whole line. Ends always matter. The cost is that of Douglas and Peucker's
// algorithm (1973), once for all zooms.
func SignificanceOfLine(xs, ys []uint32) []uint8 {
	zooms := make([]uint8, len(xs))
	for i := range zooms {
		zooms[i] = lodMax
	}
	if len(xs) < 2 {
		clear(zooms)
		return zooms
	}
	zooms[0], zooms[len(xs)-1] = 0, 0
	significance(xs, ys, zooms)
	return zooms
}

// span is a stretch of a line whose ends matter from zoom on.
type span struct {
	first, last int
	zoom        uint8
}

// significance divides stretches at their farthest vertex. A vertex matters no sooner than the ends of its stretch do, so that at each zoom
// the vertices that matter are those that the algorithm would keep. A line is divided some 20 times deep; one that is made to be divided
// vertex by vertex (a comb of a hundred thousand teeth) keeps what is left once too much time has gone.
func significance(xs, ys []uint32, zooms []uint8) {
	budget := 10_000_000 + 200*len(xs)
	stack := []span{{0, len(xs) - 1, 0}}
	for len(stack) > 0 {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if s.last-s.first < 2 {
			continue
		}
		if budget -= s.last - s.first; budget < 0 {
			for i := s.first + 1; i < s.last; i++ {
				zooms[i] = s.zoom
			}
			continue
		}
		far, square := farthest(xs, ys, s)
		zoom := max(s.zoom, zoomOf(square))
		zooms[far] = zoom
		stack = append(stack, span{s.first, far, zoom}, span{far, s.last, zoom})
	}
}

// farthest finds the vertex between the ends that is farthest from the segment between them, and the square of its distance.
func farthest(xs, ys []uint32, s span) (at int, square float64) {
	ax, ay := float64(xs[s.first]), float64(ys[s.first])
	dx, dy := float64(xs[s.last])-ax, float64(ys[s.last])-ay
	length := dx*dx + dy*dy
	at, square = s.first+1, -1
	for i := s.first + 1; i < s.last; i++ {
		px, py := float64(xs[i])-ax, float64(ys[i])-ay
		if length > 0 {
			share := max(0, min((px*dx+py*dy)/length, 1))
			px, py = px-share*dx, py-share*dy
		}
		if d := px*px + py*py; d > square {
			at, square = i, d
		}
	}
	return at, square
}

// zoomOf is the first zoom at which a distance (squared, in world units) is half a pixel or more.
func zoomOf(square float64) uint8 {
	for z := uint8(0); z < lodMax; z++ {
		tolerance := float64(uint64(halfPixel) << (20 - z))
		if square >= tolerance*tolerance {
			return z
		}
	}
	return lodMax
}
