package guide

func hindiRamp(kind, modifier string) phrases {
	side := ""
	switch modifier {
	case "straight", "uturn":
		return nil
	case "":
	default:
		side = hindiSide(modifier) + " के "
	}
	if kind == "on ramp" {
		return phrases{
			"default": side + "रैंप पर चढ़ें", "name": side + "रैंप से {way_name} पर चढ़ें", "destination": side + "रैंप से {destination} की ओर चढ़ें",
		}
	}
	return phrases{
		"default": side + "रैंप से उतरें", "name": side + "रैंप से {way_name} पर उतरें", "destination": side + "रैंप से {destination} की ओर उतरें",
		"exit": side + "निकास {exit} से निकलें", "exit_destination": side + "निकास {exit} से {destination} की ओर निकलें",
	}
}

// hindiRound words the entry of a roundabout (what: default, exit) or a rotary (name and name_exit too).
func hindiRound(what string) phrases {
	at, exit := "गोलचक्कर", "{exit_number} निकास से "
	switch what {
	case "default":
		return phrases{
			"default": at + " में जाएँ", "name": at + " से {way_name} पर निकलें", "destination": at + " से {destination} की ओर निकलें",
		}
	case "name":
		at = "{rotary_name}"
		return phrases{
			"default": at + " में जाएँ", "name": at + " से {way_name} पर निकलें", "destination": at + " से {destination} की ओर निकलें",
		}
	case "name_exit":
		at = "{rotary_name}"
	}
	return phrases{
		"default": at + " के " + exit + "निकलें", "name": at + " के " + exit + "{way_name} पर निकलें",
		"destination": at + " के " + exit + "{destination} की ओर निकलें",
	}
}
