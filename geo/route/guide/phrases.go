package guide

// Parts of a phrase's name in the language files of osrm-text-instructions, version 5, are the type of the manoeuvre, its modifier or
// "default", and what is known: "default", "name", "destination", "exit" …

// phrases are all wordings of one type and modifier, by what is known; nil where the file has none and "default" serves.
type phrases map[string]string

// modifiers in the order of the API's documentation.
func modifiers() []string {
	return []string{"left", "right", "sharp left", "sharp right", "slight left", "slight right", "straight", "uturn"}
}

// kinds of manoeuvre that have phrases by modifier alone.
func kinds() []string {
	return []string{"arrive", "continue", "depart", "end of road", "fork", "merge", "new name", "notification", "off ramp", "on ramp",
		"exit roundabout", "exit rotary", "roundabout turn", "turn"}
}

// language is all that differs between two tongues.
type language struct {
	capital    bool // sentences begin with a capital letter
	ordinal    []string
	direction  [8]string // from north, clockwise
	modifier   map[string]string
	lanes      map[string]string
	linked     map[string]string
	ferry      phrases
	rounds     func(what string) phrases
	phrase     func(kind, modifier string) phrases // modifier "": the default
	onward     string
	metres, km string
	minutes    string
	hours      [2]string // one, more
}
