package names

// form is one way to read a word of a name: most words have one.
type form struct {
	key   string
	first bool // begins the name
}

// expand lists the keys that a name is found by: those of its words, of what the words stand for, and of words written together.
// own are the words' own keys, in order.
func (l *lexicon) expand(words []string) (forms []form, own []string) {
	letters := ""
	for i, word := range words {
		if i > 0 && isNumber(words[i-1]) && ordinal(word) {
			continue
		}
		key := keyOf(word)
		if key == "" {
			continue
		}
		first := len(own) == 0
		own = append(own, key)
		forms = append(forms, form{key, first})
		for _, other := range l.readings(word, key, first) {
			forms = append(forms, form{other, first})
		}
		if n := len(own); n > 1 && joins(key) && !isNumber(own[n-2]) {
			forms = append(forms, form{tidy(own[n-2] + key), n == 2})
		}
		if letter := letterOf(word); letter != "" {
			letters += letter
		} else {
			letters = ""
		}
		if len(letters) > 1 {
			forms = append(forms, form{keyOf(letters), len(letters) == len(own)})
		}
	}
	if whole := together(own); whole != "" {
		forms = append(forms, form{whole, true})
	}
	return forms, own
}

// readings are the other keys of a word: that of the first word of its group, of a Roman numeral, of spelled-out initials.
func (l *lexicon) readings(word, key string, first bool) []string {
	var out []string
	if canon, ok := l.canon[key]; ok && canon != key {
		out = append(out, canon)
	}
	if n := roman(word); n != "" && !first {
		out = append(out, n)
	}
	if spelled := initials(word); spelled != "" {
		out = append(out, keyOf(spelled))
	}
	return out
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
