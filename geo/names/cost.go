package names

// Costs of edits between keys, in tenths of a plain edit. Sounds that people confuse, drop or add are cheap.
const (
	wholeEdit = 10
	missing   = 9 // a consonant too few or too many: the commonest slip
	nearKey   = 8 // the key beside it on the keyboard
	swapped   = 7
	firstMore = 4 // a dear edit of the first sound costs more: people get it right
	dear      = 5 // above this an edit is dear
)

// costs tells what an edit costs. Symbols that are no letter cost a whole edit.
type costs struct {
	sub   [128][128]uint8
	indel [128]uint8
}

func newCosts() *costs {
	c := &costs{}
	for a := range c.sub {
		c.indel[a] = wholeEdit
		for b := range c.sub[a] {
			if a != b {
				c.sub[a][b] = wholeEdit
			}
		}
	}
	for a := 'a'; a <= 'z'; a++ {
		c.indel[a] = missing
	}
	for a := 'A'; a <= 'Z'; a++ {
		c.indel[a] = missing
	}
	c.keyboard()
	c.sounds()
	return c
}

// keyboard makes neighbours on the keyboard a little nearer.
func (c *costs) keyboard() {
	for _, row := range []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"} {
		for i := 1; i < len(row); i++ {
			c.pair(row[i-1], row[i], nearKey)
		}
	}
	for _, column := range []string{"qa", "az", "ws", "sx", "ed", "dc", "rf", "fv", "tg", "gb", "yh", "hn", "uj", "jm", "ik", "ol"} {
		c.pair(column[0], column[1], nearKey)
	}
}

// pair sets the cost between two sounds; capitals follow their plain letters.
func (c *costs) pair(a, b byte, cost uint8) {
	c.sub[a][b], c.sub[b][a] = cost, cost
}

// sounds sets what speakers and writers of Hindi and Urdu confuse.
func (c *costs) sounds() {
	for _, p := range []struct {
		a, b byte
		cost uint8
	}{
		{'k', 'K', 2}, {'g', 'G', 2}, {'c', 'C', 2}, {'j', 'J', 3}, {'t', 'T', 2}, {'d', 'D', 2}, {'b', 'B', 2}, {'s', 'S', 2},
		{'p', 'f', 3}, {'b', 'v', 4}, {'B', 'v', 5}, {'j', 'g', 5}, {'j', 'y', 5}, {'d', 'r', 4}, {'D', 'r', 4}, {'t', 'd', 5}, {'T', 'D', 5}, {'T', 'd', 6}, {'t', 'D', 6},
		{'n', 'm', 4}, {'k', 'g', 6}, {'K', 'G', 7}, {'r', 'l', 7}, {'C', 's', 5}, {'C', 'S', 5}, {'c', 's', 6}, {'s', 'j', 5}, {'k', 'h', 6}, {'K', 'h', 5},
		{'c', 'k', 5}, {'f', 'b', 7}, {'t', 'c', 8},
		{'a', 'u', 3}, {'a', 'e', 4}, {'a', 'i', 5}, {'a', 'o', 4}, {'e', 'i', 3}, {'o', 'u', 3}, {'e', 'o', 7}, {'e', 'u', 7}, {'i', 'u', 6}, {'i', 'o', 7},
		{'y', 'i', 2}, {'y', 'e', 4}, {'v', 'u', 3}, {'v', 'o', 4},
	} {
		c.pair(p.a, p.b, p.cost)
	}
	for _, p := range []struct {
		a    byte
		cost uint8
	}{{'a', 3}, {'e', 5}, {'i', 4}, {'u', 5}, {'o', 5}, {'y', 4}, {'h', 4}, {'n', 6}, {'v', 6}} {
		c.indel[p.a] = p.cost
	}
}

// substitute is the cost of b in place of a; first: both or either is the first sound of its word.
func (c *costs) substitute(a, b byte, first bool) int16 {
	cost := uint8(wholeEdit)
	switch {
	case a == b:
		return 0
	case a < 128 && b < 128:
		cost = c.sub[a][b]
	}
	return more(cost, first)
}

// omit is the cost of a sound too many or too few.
func (c *costs) omit(a byte, first bool) int16 {
	cost := uint8(wholeEdit)
	if a < 128 {
		cost = c.indel[a]
	}
	return more(cost, first)
}

func more(cost uint8, first bool) int16 {
	if first && cost > dear {
		cost += firstMore
	}
	return int16(cost)
}

// allowed is how far a key may be from a word of n sounds to be taken for it; numbers allow nothing.
func allowed(key string) int16 {
	if hasDigit(key) {
		return 0
	}
	steps := [...]int16{0, 0, 2, 5, 9, 10, 13, 14, 17, 18}
	if n := len(key); n < len(steps) {
		return steps[n]
	}
	return 20
}

// manyWords is how many words of a query are searched with all patience.
const manyWords = 5

// patience is the bound of allowed in a query of many words: each says less, and together they cost the more.
func patience(words int) int16 {
	switch {
	case words <= 3:
		return 20
	case words <= manyWords:
		return 14
	}
	return 10
}

// allowedPrefix is the same for the beginning of a key.
func allowedPrefix(key string) int16 {
	if hasDigit(key) {
		return 0
	}
	steps := [...]int16{0, 0, 0, 2, 4, 6, 9, 10}
	if n := len(key); n < len(steps) {
		return steps[n]
	}
	return 12
}
