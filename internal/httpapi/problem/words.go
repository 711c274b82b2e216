package problem

// Words is an argument of a problem's text that is itself in words.
type Words struct{ Hi, En string }

// inLanguage puts the words of a language in place of both.
func inLanguage(args []any, lang Lang) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		if words, ok := arg.(Words); ok {
			arg = words.En
			if lang == Hindi {
				arg = words.Hi
			}
		}
		out[i] = arg
	}
	return out
}
