package names

// halfTyped is the key of the beginning of a word that is still being typed, where that is not the beginning of the word's key: a last
// consonant of Devanagari that will get its vowel, a last y or c of Latin whose sound depends on what follows. "" when there is none.
func halfTyped(word string) string {
	key, half := keyOf(word), ""
	switch last := word[len(word)-1]; {
	case isDevanagari(word):
		half = tidy(devanagariVowels(devanagari(word + "ा")))
		half = half[:max(len(half)-1, 0)]
	case last == 'y', last == 'c':
		half = tidy(latin(word[:len(word)-1]) + string(last))
	}
	if half == key {
		return ""
	}
	return half
}

// apart is another key of a word of Latin, for when nothing is near the first: vowels that a missing letter brought together stay apart.
// "" when it is the same.
func apart(word string) string {
	if isDevanagari(word) {
		return ""
	}
	if key := tidy(latinApart(word)); key != keyOf(word) {
		return key
	}
	return ""
}
