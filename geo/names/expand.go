package names

// form is one way to read a word of a name: most words have one.
type form struct {
	key   string
	flags uint32 // of its posting
}

// reading is what a word may be read as.
type reading struct {
	key    string
	others []string // keys of what it stands for: the first word of its group, the initials that it spells
	roman  string   // its value as a numeral, which it cannot be at the beginning; or ""
	letter string   // the Latin letter that it is or spells, or ""
	unit   string   // its key when it is counted, as a ward or a sector is: it and the number behind it are one; or ""
	number bool     // it only says that a number follows

	generic bool // many names have it
}

// numeral is the number that a word is or may be read as, or "".
func (r *reading) numeral() string {
	if isNumber(r.key) {
		return r.key
	}
	for _, other := range r.others {
		if isNumber(other) {
			return other
		}
	}
	return r.roman
}

func (l *lexicon) read(word string) reading {
	r := reading{key: keyOf(word), roman: roman(word), letter: letterOf(word)}
	if canon, ok := l.canon[r.key]; ok && canon != r.key {
		r.others = append(r.others, canon)
	}
	if spelled := initials(word); spelled != "" {
		r.others = append(r.others, keyOf(spelled))
	}
	canon := r.key
	if known, ok := l.canon[r.key]; ok {
		canon, r.generic = known, true
	}
	r.generic = r.generic || l.filler[r.key]
	if r.number = l.number[r.key]; l.unit[canon] {
		r.unit = canon
	}
	return r
}

// expand lists the keys that a name is found by: those of its words, of what the words stand for, and of words written together.
// own are the words' own keys, in order. With pairs, any two neighbours are taken together, otherwise those that often are.
func expand(words []word, pairs bool, read func(string) reading) (forms []form, own []string) {
	forms, own = make([]form, 0, 3*len(words)), make([]string, 0, len(words))
	letters, glued, unit, lastGeneric := "", "", "", true
	for i, w := range words {
		if i > 0 && isNumber(words[i-1].text) && ordinal(w.text) {
			continue
		}
		r := read(w.text)
		if r.key == "" {
			continue
		}
		first := leading(len(own) == 0)
		own = append(own, r.key)
		forms = append(forms, form{r.key, first})
		for _, other := range r.others {
			forms = append(forms, form{other, first})
		}
		if r.roman != "" && first == 0 {
			forms = append(forms, form{r.roman, 0})
		}
		numeral := r.numeral()
		if unit != "" && numeral != "" {
			forms = append(forms, form{unit + numeral, 0})
		}
		if !r.number {
			unit = r.unit
		}
		if n := len(own); n > 1 && (joins(r.key) || pairs && !r.generic && !lastGeneric) && !isNumber(own[n-2]) && !isNumber(r.key) {
			forms = append(forms, form{tidy(own[n-2] + r.key), leading(n == 2)})
		}
		lastGeneric = r.generic
		if !w.glued {
			glued = ""
		}
		if glued += r.key; glued != r.key && len(glued) <= maxKey {
			forms = append(forms, form{glued, 0})
		}
		if letters += r.letter; r.letter == "" {
			letters = ""
		}
		if len(letters) > 1 {
			forms = append(forms, form{keyOf(letters), leading(len(letters) == len(own))})
		}
	}
	if whole := together(own); whole != "" {
		forms = append(forms, form{whole, flagFirst | flagWhole})
	}
	for _, short := range acronyms(words) {
		forms = append(forms, form{short, flagAlso})
	}
	return forms, own
}

func leading(first bool) uint32 {
	if first {
		return flagFirst
	}
	return 0
}

// acronyms of a name of three words and more, in Latin: of all words, and of all but the last, as in MG Road.
func acronyms(words []word) []string {
	if len(words) < 3 || len(words) > 7 {
		return nil
	}
	letters := make([]byte, 0, 8)
	for _, w := range words {
		if c := w.text[0]; c >= 'a' && c <= 'z' {
			letters = append(letters, c)
		} else {
			return nil
		}
	}
	all := string(letters)
	return []string{keyOf(all), keyOf(all[:len(all)-1])}
}

// letterOf is the Latin letter that a word is or spells, or "".
func letterOf(word string) string {
	if len(word) == 1 && word[0] >= 'a' && word[0] <= 'z' {
		return word
	}
	return letterName(word)
}

// together is the key of a name of two or three words written as one, or "".
func together(own []string) string {
	if len(own) < 2 || len(own) > 3 {
		return ""
	}
	whole := ""
	for _, key := range own {
		if isNumber(key) {
			return ""
		}
		whole += key
	}
	if len(whole) > maxKey {
		return ""
	}
	return tidy(whole)
}
