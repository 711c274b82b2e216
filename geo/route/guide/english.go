package guide

import "strings"

// english has the wordings that Text needs.
func english() language {
	return language{
		capital:   true,
		ordinal:   []string{"1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"},
		direction: [8]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"},
		linked:    map[string]string{"name and ref": "{name} ({ref})"},
		ferry:     phrases{"default": "Take the ferry", "name": "Take the ferry {way_name}"},
		rounds:    englishRound, phrase: englishPhrase,
		onward: "go on for {distance}", metres: "{n} m", km: "{n} km", minutes: "{n} min", hours: [2]string{"{n} h", "{n} h"},
	}
}

func englishOnto(do string) phrases { return phrases{"default": do, "name": do + " onto {way_name}"} }

func englishSide(modifier string) string {
	switch {
	case strings.HasSuffix(modifier, "left"):
		return "on the left"
	case strings.HasSuffix(modifier, "right"):
		return "on the right"
	}
	return "straight ahead"
}

func englishPhrase(kind, modifier string) phrases {
	side := strings.TrimPrefix(strings.TrimPrefix(modifier, "slight "), "sharp ")
	switch kind {
	case "depart":
		return phrases{"default": "head {direction}", "name": "head {direction} on {way_name}"}
	case "arrive":
		if modifier == "" {
			return phrases{"short": "you have arrived"}
		}
		return phrases{"short": "your destination is " + englishSide(modifier)}
	case "exit roundabout", "exit rotary":
		return englishOnto("leave the roundabout")
	case "off ramp", "on ramp":
		return englishOnto("take the ramp " + englishSide(modifier))
	}
	if modifier == "uturn" {
		return phrases{"default": "turn back", "name": "turn back and go on along {way_name}"}
	}
	switch kind {
	case "new name", "notification":
		if modifier == "straight" {
			return phrases{"default": "go straight on", "name": "go straight on along {way_name}"}
		}
		return englishOnto("go on " + englishBend(modifier))
	case "fork":
		if modifier == "straight" {
			return englishOnto("take the middle way at the fork")
		}
		return englishOnto("keep " + side + " at the fork")
	case "merge":
		if modifier == "straight" {
			return phrases{"default": "merge", "name": "merge onto {way_name}"}
		}
		return englishOnto("merge " + side)
	}
	if modifier == "straight" {
		return phrases{"default": "go straight on", "name": "go straight on along {way_name}"}
	}
	turn := "turn " + englishBend(modifier)
	switch kind {
	case "end of road":
		return englishOnto("at the end of the road " + turn)
	case "continue":
		return phrases{"default": turn, "name": turn + " to stay on {way_name}"}
	}
	return englishOnto(turn)
}

func englishBend(modifier string) string {
	if rest, ok := strings.CutPrefix(modifier, "slight "); ok {
		return "slightly " + rest
	}
	if rest, ok := strings.CutPrefix(modifier, "sharp "); ok {
		return "sharply " + rest
	}
	return modifier
}

func englishRound(what string) phrases {
	at := "the roundabout"
	if what == "name" || what == "name_exit" {
		at = "{rotary_name}"
	}
	if what == "exit" || what == "name_exit" {
		return englishOnto("at " + at + " take the {exit_number} exit")
	}
	return phrases{"default": "enter " + at, "name": "enter " + at + " and leave it onto {way_name}"}
}
