package guide

// hindi is ours: nobody else's file has any Indian language. Ordinals are oblique (दूसरे निकास से), so every noun that follows one is
// masculine and has a postposition.
func hindi() language {
	return language{
		ordinal:   []string{"पहले", "दूसरे", "तीसरे", "चौथे", "पाँचवें", "छठे", "सातवें", "आठवें", "नौवें", "दसवें"},
		direction: [8]string{"उत्तर", "उत्तर-पूर्व", "पूर्व", "दक्षिण-पूर्व", "दक्षिण", "दक्षिण-पश्चिम", "पश्चिम", "उत्तर-पश्चिम"},
		modifier: map[string]string{
			"left": "बाएँ", "right": "दाएँ", "sharp left": "तीखा बाएँ", "sharp right": "तीखा दाएँ",
			"slight left": "थोड़ा बाएँ", "slight right": "थोड़ा दाएँ", "straight": "सीधे", "uturn": "वापस",
		},
		lanes: map[string]string{
			"xo": "दाईं लेन में रहें", "ox": "बाईं लेन में रहें", "xox": "बीच की लेन में रहें", "oxo": "बाईं या दाईं लेन में रहें",
		},
		linked: map[string]string{
			"two linked by distance": "{instruction_one}, फिर {distance} बाद {instruction_two}",
			"two linked":             "{instruction_one}, फिर {instruction_two}",
			"one in distance":        "{distance} बाद {instruction_one}",
			"name and ref":           "{name} ({ref})",
			"exit with number":       "निकास {exit}",
		},
		ferry: phrases{
			"default": "नाव से जाएँ", "name": "{way_name} की नाव से जाएँ", "destination": "{destination} की नाव से जाएँ",
		},
		rounds: hindiRound, phrase: hindiPhrase,
		onward: "{distance} चलें", metres: "{n} मी", km: "{n} किमी", minutes: "{n} मिनट", hours: [2]string{"{n} घंटा", "{n} घंटे"},
	}
}

// hindiOnto makes the four usual wordings: what to do, and that on to a road, towards a place, at a junction.
func hindiOnto(do string) phrases {
	return phrases{
		"default": do, "name": "{way_name} पर " + do, "destination": "{destination} की ओर " + do, "junction_name": "{junction_name} से " + do,
	}
}

func hindiSide(modifier string) string {
	switch modifier {
	case "left", "slight left", "sharp left":
		return "बाईं ओर"
	case "right", "slight right", "sharp right":
		return "दाईं ओर"
	}
	return "सामने"
}

func hindiPhrase(kind, modifier string) phrases {
	word := hindiModifier(modifier)
	if modifier == "uturn" && kind != "arrive" && kind != "depart" && kind != "off ramp" && kind != "on ramp" {
		return hindiBack(kind)
	}
	switch kind {
	case "arrive":
		return hindiArrive(modifier)
	case "depart":
		return only(modifier, "default", phrases{
			"default": "{direction} की ओर चलें", "name": "{way_name} पर {direction} की ओर चलें",
			"namedistance": "{way_name} पर {direction} की ओर {distance} चलें",
		})
	case "turn", "roundabout turn":
		at := ""
		if kind != "turn" {
			at = "गोलचक्कर पर "
		}
		if modifier == "straight" {
			return phrases{
				"default": at + "सीधे चलें", "name": at + "सीधे {way_name} पर चलें", "destination": at + "सीधे {destination} की ओर चलें",
				"junction_name": "{junction_name} से सीधे चलें",
			}
		}
		if kind != "turn" {
			return phrases{
				"default": at + word + " मुड़ें", "name": "गोलचक्कर से {way_name} पर " + word + " मुड़ें",
				"destination": "गोलचक्कर से {destination} की ओर " + word + " मुड़ें",
			}
		}
		return hindiOnto(word + " मुड़ें")
	case "continue":
		return hindiContinue(modifier, word)
	case "end of road":
		if modifier == "straight" {
			return hindiOnto("सीधे चलें")
		}
		return phrases{
			"default": "सड़क के अंत में " + word + " मुड़ें", "name": "सड़क के अंत में {way_name} पर " + word + " मुड़ें",
			"destination": "सड़क के अंत में {destination} की ओर " + word + " मुड़ें", "junction_name": "{junction_name} से " + word + " मुड़ें",
		}
	case "fork":
		return hindiFork(modifier)
	case "merge":
		side := hindiSide(modifier) + " "
		if modifier == "straight" || modifier == "" {
			side = ""
		}
		return phrases{
			"default": side + "मुख्य सड़क में मिल जाएँ", "name": side + "{way_name} में मिल जाएँ",
			"destination": side + "{destination} की ओर जाती सड़क में मिल जाएँ",
		}
	case "new name", "notification":
		if modifier == "straight" {
			return phrases{
				"default": "सीधे चलते रहें", "name": "सीधे {way_name} पर चलते रहें", "destination": "सीधे {destination} की ओर चलते रहें",
			}
		}
		return phrases{
			"default": word + " चलते रहें", "name": word + " {way_name} पर चलते रहें", "destination": word + " {destination} की ओर चलते रहें",
		}
	case "off ramp", "on ramp":
		return hindiRamp(kind, modifier)
	case "exit roundabout", "exit rotary":
		return only(modifier, "default", phrases{
			"default": "गोलचक्कर से निकलें", "name": "गोलचक्कर से {way_name} पर निकलें", "destination": "गोलचक्कर से {destination} की ओर निकलें",
		})
	}
	return nil
}

// only gives phrases to one modifier; the others fall back on "default".
func only(modifier, wanted string, p phrases) phrases {
	if modifier == "" {
		modifier = "default"
	}
	if modifier != wanted {
		return nil
	}
	return p
}

func hindiModifier(modifier string) string {
	switch modifier {
	case "left":
		return "बाएँ"
	case "right":
		return "दाएँ"
	case "sharp left":
		return "तीखा बाएँ"
	case "sharp right":
		return "तीखा दाएँ"
	case "slight left":
		return "थोड़ा बाएँ"
	case "slight right":
		return "थोड़ा दाएँ"
	case "straight":
		return "सीधे"
	case "uturn":
		return "वापस"
	}
	return "{modifier}"
}

func hindiBack(kind string) phrases {
	switch kind {
	case "exit roundabout", "exit rotary":
		return nil
	case "end of road":
		return phrases{
			"default": "सड़क के अंत में वापस मुड़ें", "name": "सड़क के अंत में वापस मुड़कर {way_name} पर चलें",
			"destination": "सड़क के अंत में {destination} की ओर वापस मुड़ें", "junction_name": "{junction_name} से वापस मुड़ें",
		}
	case "roundabout turn":
		return phrases{
			"default": "गोलचक्कर से वापस मुड़ें", "name": "गोलचक्कर से वापस मुड़कर {way_name} पर चलें",
			"destination": "गोलचक्कर से {destination} की ओर वापस मुड़ें",
		}
	}
	return phrases{
		"default": "वापस मुड़ें", "name": "वापस मुड़कर {way_name} पर चलें", "destination": "{destination} की ओर वापस मुड़ें",
		"junction_name": "{junction_name} से वापस मुड़ें",
	}
}

func hindiArrive(modifier string) phrases {
	if modifier == "uturn" {
		return nil
	}
	p := phrases{
		"default": "आप अपने {nth} गंतव्य पर पहुँच गए हैं", "upcoming": "आप अपने {nth} गंतव्य पर पहुँचने वाले हैं",
		"short": "आप अपनी मंज़िल पर पहुँच गए हैं", "short-upcoming": "आपकी मंज़िल आने वाली है", "named": "आप {waypoint_name} पहुँच गए हैं",
	}
	if modifier == "" {
		return p
	}
	side := hindiSide(modifier)
	return phrases{
		"default": p["default"] + ", जो " + side + " है", "upcoming": p["upcoming"] + ", जो " + side + " है",
		"short": "आपकी मंज़िल " + side + " है", "short-upcoming": "आपकी मंज़िल " + side + " आने वाली है",
		"named": p["named"] + ", जो " + side + " है",
	}
}

func hindiContinue(modifier, word string) phrases {
	if modifier == "straight" {
		return phrases{
			"default": "सीधे चलते रहें", "name": "{way_name} पर सीधे चलते रहें", "destination": "{destination} की ओर सीधे चलते रहें",
			"distance": "{distance} सीधे चलते रहें", "namedistance": "{way_name} पर {distance} चलते रहें",
		}
	}
	p := phrases{
		"default": word + " मुड़ें", "name": word + " मुड़कर {way_name} पर ही चलें", "destination": "{destination} की ओर " + word + " मुड़ें",
		"junction_name": "{junction_name} से " + word + " मुड़ें",
	}
	if modifier == "" {
		p["exit"] = "{way_name} पर " + word + " मुड़ें"
	}
	return p
}

func hindiFork(modifier string) phrases {
	side, at := hindiSide(modifier), "दोराहे पर "
	switch modifier {
	case "":
		side = "{modifier}"
	case "straight":
		side, at = "बीच के रास्ते", "तिराहे पर "
		return phrases{
			"default": at + side + " से चलें", "name": at + side + " से {way_name} पर चलें",
			"destination": at + side + " से {destination} की ओर चलें",
		}
	}
	return phrases{
		"default": at + side + " रहें", "name": at + side + " {way_name} पर चलें", "destination": at + side + " {destination} की ओर चलें",
	}
}
