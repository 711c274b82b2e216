package cql2

import "fmt"

// Error says what is wrong with a filter, and where.
type Error struct {
	Offset int // bytes from the start of the source; of JSON 0
	en, hi string
}

func (e *Error) Error() string { return fmt.Sprintf("at byte %d: %s", e.Offset+1, e.en) }

// Hindi is the text of the error in Hindi.
func (e *Error) Hindi() string { return fmt.Sprintf("बाइट %d पर: %s", e.Offset+1, e.hi) }

// fault makes an error; both texts take the same arguments.
func fault(offset int, en, hi string, args ...any) *Error {
	return &Error{Offset: offset, en: fmt.Sprintf(en, args...), hi: fmt.Sprintf(hi, args...)}
}

// clip keeps a stranger's text from filling the message.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
