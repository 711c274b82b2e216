package guide

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// LanguageFile is the Hindi file for the npm library osrm-text-instructions, version 5 of its format; hi.json in this folder is the same.
func LanguageFile() ([]byte, error) {
	l := hindi()
	directions := []string{"north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"}
	direction, ordinal := map[string]string{}, map[string]string{}
	for i, key := range directions {
		direction[key] = l.direction[i]
	}
	for i, word := range l.ordinal {
		ordinal[strconv.Itoa(i+1)] = word
	}
	v5 := map[string]any{
		"constants": map[string]any{"ordinalize": ordinal, "direction": direction, "modifier": l.modifier, "lanes": l.lanes},
		"modes":     map[string]any{"ferry": l.ferry},
		"phrase":    l.linked,
		"rotary": map[string]any{"default": map[string]any{
			"default": l.rounds("default"), "name": l.rounds("name"), "exit": l.rounds("exit"), "name_exit": l.rounds("name_exit"),
		}},
		"roundabout": map[string]any{"default": map[string]any{"exit": l.rounds("exit"), "default": l.rounds("default")}},
		"use lane": map[string]any{
			"no_lanes": phrases{"default": "सीधे चलते रहें"}, "default": phrases{"default": "{lane_instruction}"},
		},
	}
	for _, kind := range kinds() {
		entry := map[string]phrases{"default": l.phrase(kind, "")}
		for _, m := range modifiers() {
			if p := l.phrase(kind, m); p != nil {
				entry[m] = p
			}
		}
		v5[kind] = entry
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "    ")
	err := e.Encode(map[string]any{"meta": map[string]any{"capitalizeFirstLetter": false}, "v5": v5})
	return out.Bytes(), err
}
