package names

// Words are the keys of a text's words, numbers as digits, without words that only say that a number follows. Words that stand for the
// same have the same key: it is how a caller finds out that a query says "ward" or "वार्ड".
func (x *Index) Words(text string) []string {
	var keys []string
	for _, w := range split(cut(text, MaxBytes), MaxWords) {
		key := keyOf(w.text)
		if x.lexicon.number[key] {
			continue
		}
		if canon, ok := x.lexicon.canon[key]; ok && !isNumber(canon) {
			key = canon
		}
		keys = append(keys, key)
	}
	return keys
}
