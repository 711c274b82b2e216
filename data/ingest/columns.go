package ingest

import (
	"slices"
	"strings"
	"unicode"

	"rasad/data/source"
)

// values are a row's texts by field of the importer.
type values map[string]string

// matcher tells which column of a file is which field: by the caller's mapping, else by the names under which cities write it.
type matcher struct {
	synonyms map[string][]string // field → folded column names, best first
	mapping  map[string]string   // field → column
	known    map[string][]match  // by column: which fields it may be
	used     map[string]string   // column → field, of those that gave a value
}

type match struct {
	field string
	rank  int
}

func newMatcher(synonyms map[string][]string, mapping map[string]string) *matcher {
	return &matcher{synonyms: synonyms, mapping: mapping, known: map[string][]match{}, used: map[string]string{}}
}

// foldName brings the ways to write a column name to one: small letters and digits only.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ReplaceAll(name, "\u093c", "")) // ज़ोन and जोन alike
}

func (m *matcher) fieldsOf(column string) []match {
	if list, ok := m.known[column]; ok {
		return list
	}
	list := []match{}
	folded := foldName(column)
	for field, names := range m.synonyms {
		if told, ok := m.mapping[field]; ok {
			if told == column {
				list = append(list, match{field: field})
			}
			continue
		}
		for rank, name := range names {
			if foldName(name) == folded {
				list = append(list, match{field, rank})
			}
		}
	}
	m.known[column] = list
	return list
}

// read picks a row's values: for each field the best column that has one. What no field wants is left over.
func (m *matcher) read(fields []source.Field) (picked values, rest []source.Field) {
	picked = values{}
	ranks, from := map[string]int{}, map[string]string{}
	for _, f := range fields {
		wanted := m.fieldsOf(f.Name)
		if len(wanted) == 0 {
			rest = append(rest, f)
			continue
		}
		text := f.Text()
		if text == "" {
			continue
		}
		for _, w := range wanted {
			if rank, taken := ranks[w.field]; !taken || w.rank < rank {
				picked[w.field], ranks[w.field], from[w.field] = text, w.rank, f.Name
			}
		}
	}
	for field, column := range from {
		m.used[column] = field
	}
	return picked, rest
}

// column is the name under which a file has a field, for faults.
func (m *matcher) column(field string) string {
	var found []string
	for column, f := range m.used {
		if f == field {
			found = append(found, column)
		}
	}
	if len(found) == 0 {
		return field
	}
	return slices.Min(found)
}

// Fields lists what --map can name for an importer ("wards", "zones", "facilities", "population").
func Fields(what string) []string {
	var fields []string
	for field := range synonymsOf(what) {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	return fields
}
