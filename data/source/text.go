package source

// Text is a sentence for people, in both languages.
type Text struct{ Hi, En string }

// In is the text in a language: "hi", or English for any other.
func (t Text) In(lang string) string {
	if lang == "hi" && t.Hi != "" {
		return t.Hi
	}
	return t.En
}

// IsZero tells that there is no text.
func (t Text) IsZero() bool { return t.Hi == "" && t.En == "" }
