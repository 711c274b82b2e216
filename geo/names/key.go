package names

// Words are the keys of a text's words, numbers as digits; words that stand for the same have the same key. It is how a caller finds
// out whether a query says "ward" or "वार्ड".
func (x *Index) Words(text string) []string {
	words := split(cut(text, MaxBytes), MaxWords)
	for i, word := range words {
		words[i] = keyOf(word)
		if canon, ok := x.lexicon.canon[words[i]]; ok {
			words[i] = canon
		}
	}
	return words
}
