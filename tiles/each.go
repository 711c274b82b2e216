package tiles

import "iter"

// EachArea yields the areas of a layer, in no order that means anything. They are read only.
func (l *Layer) EachArea() iter.Seq[*Area] {
	if l == nil {
		return each[*Area](nil)
	}
	return each(l.areas)
}

// EachLine yields the lines of a layer.
func (l *Layer) EachLine() iter.Seq[*Line] {
	if l == nil {
		return each[*Line](nil)
	}
	return each(l.lines)
}

// EachLabel yields the labels of a layer.
func (l *Layer) EachLabel() iter.Seq[*Label] {
	if l == nil {
		return each[*Label](nil)
	}
	return each(l.labels)
}

func each[F feature](ix *index[F]) iter.Seq[F] {
	return func(yield func(F) bool) {
		if ix == nil {
			return
		}
		for _, c := range ix.chunks {
			for _, f := range c.features {
				if !yield(f) {
					return
				}
			}
		}
	}
}
