package osmfile

import (
	"strings"

	"rasad/data"
)

// turnKind is what a restriction says: the value of restriction, of restriction:<mode>, or the part of restriction:conditional before "@".
func turnKind(t tags) string {
	if v := t.get("restriction"); v != "" {
		return v
	}
	for _, tag := range t {
		if strings.HasPrefix(tag.key, "restriction:") || tag.key == "restriction:conditional" {
			value, _, _ := strings.Cut(tag.value, "@")
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// understood tells the kinds that routing knows.
func understood(kind string) bool {
	switch kind {
	case "no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit",
		"only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn":
		return true
	}
	return false
}

// takeTurns makes rows of the restrictions of which the roads are here.
func (c *collector) takeTurns() {
	for _, r := range c.turns {
		kind := turnKind(r.tags)
		if !understood(kind) {
			c.remark("restriction-not-understood", true, r.id, kind)
			continue
		}
		row := data.TurnRestriction{ID: r.id, Kind: kind, FromWays: []int64{}, ViaWays: []int64{}, ToWays: []int64{}, Tags: map[string]string{}}
		nodes := 0
		lost := ""
		for _, m := range r.members {
			switch {
			case m.role == "via" && m.kind == memberNode:
				nodes++
				id := m.ref
				row.ViaNode = &id
			case m.kind == memberWay && (m.role == "from" || m.role == "to" || m.role == "via"):
				if !c.isRoad[m.ref] {
					lost = "a way (" + m.role + ") is missing"
				}
				switch m.role {
				case "from":
					row.FromWays = append(row.FromWays, m.ref)
				case "to":
					row.ToWays = append(row.ToWays, m.ref)
				default:
					row.ViaWays = append(row.ViaWays, m.ref)
				}
			}
		}
		if lost == "" {
			lost = incomplete(row, nodes)
		}
		if lost != "" {
			c.remark("restriction-incomplete", true, r.id, lost)
			continue
		}
		for _, t := range r.tags {
			if !descriptive(t.key) || t.key == "type" && t.value != "restriction" {
				row.Tags[t.key] = t.value
			}
		}
		c.m.Restrictions = append(c.m.Restrictions, row)
	}
}

// incomplete says what a restriction lacks or has too much of, or ”.
func incomplete(row data.TurnRestriction, nodes int) string {
	switch {
	case len(row.FromWays) == 0:
		return "no from"
	case len(row.ToWays) == 0:
		return "no to"
	case nodes == 0 && len(row.ViaWays) == 0:
		return "no via"
	case nodes > 1 || nodes == 1 && len(row.ViaWays) > 0:
		return "several vias"
	case len(row.FromWays) > 1 && row.Kind != "no_entry", len(row.ToWays) > 1 && row.Kind != "no_exit":
		return "several ways"
	}
	return ""
}
