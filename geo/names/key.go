package names

// Words are the keys of a text's words, numbers as digits; words that stand for the same have the same key. It is how a caller finds
// out whether a query says "ward" or "वार्ड".
func (x *Index) Words(text string) []string {
	var keys []string
	for _, w := range split(cut(text, MaxBytes), MaxWords) {
		key := keyOf(w.text)
		if canon, ok := x.lexicon.canon[key]; ok && !isNumber(canon) {
			key = canon
		}
		keys = append(keys, key)
	}
	return keys
}
