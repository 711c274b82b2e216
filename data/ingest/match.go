package ingest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"rasad/data"
)

// wanted is a row that names a ward, by code, by name, or both.
type wanted struct {
	row   row
	code  string
	names names
}

// pairing says which ward a row means, and how sure that is.
type pairing struct {
	ward  *data.Ward
	sure  float64 // 1: same code, or same name; below: likeness of the names
	byWay string  // "code", "name", "likeness"
}

// minLikeness is from where on two spellings are taken for one name. Found on the 110 wards of Lucknow's present zones against the names
// of the delimitation before: at 0.80 all proposals are right but a few that a reader sees at once; below, wrong ones are many.
const minLikeness = 0.80

// pairWards finds for each row the ward that it means: by code when the codes of rows and wards are of one numbering, else by name, and
// last by likeness of names, best pairs first, each ward once. trusted is false when the codes were set aside because the names that go
// with them contradict: a list of another delimitation.
func pairWards(rows []wanted, wards []data.Ward) (pairs []pairing, trusted bool) {
	pairs = make([]pairing, len(rows))
	byCode := make(map[string]*data.Ward, len(wards))
	for i := range wards {
		byCode[wards[i].Code] = &wards[i]
	}
	if trusted = codesAgree(rows, byCode); trusted {
		for i, r := range rows {
			if w := byCode[r.code]; w != nil && r.code != "" {
				pairs[i] = pairing{w, 1, "code"}
			}
		}
	}
	taken := map[int64]bool{}
	for _, p := range pairs {
		if p.ward != nil {
			taken[p.ward.ID] = true
		}
	}
	pairByName(rows, wards, pairs, taken)
	return pairs, trusted
}

// codesAgree tells whether codes can be trusted: of the rows whose code is a ward's, those with a name on both sides must mostly bear
// like names.
func codesAgree(rows []wanted, byCode map[string]*data.Ward) bool {
	compared, alike := 0, 0
	for _, r := range rows {
		w := byCode[r.code]
		if w == nil || r.names.empty() {
			continue
		}
		if best, comparable := namesLikeness(r.names, names{w.NameHi, w.NameEn}); comparable {
			compared++
			if best >= 0.6 {
				alike++
			}
		}
	}
	return compared < 3 || 2*alike >= compared
}

// namesLikeness compares names of the same language; comparable is false when there are none.
func namesLikeness(a, b names) (best float64, comparable bool) {
	return foldedLikeness(a.folded(), b.folded())
}

func (n names) folded() names { return names{hi: foldWard(n.hi), en: foldWard(n.en)} }

func foldedLikeness(a, b names) (best float64, comparable bool) {
	if a.hi != "" && b.hi != "" {
		best, comparable = likeness(a.hi, b.hi), true
	}
	if a.en != "" && b.en != "" {
		best, comparable = max(best, likeness(a.en, b.en)), true
	}
	return best, comparable
}

func pairByName(rows []wanted, wards []data.Ward, pairs []pairing, taken map[int64]bool) {
	type candidate struct {
		row, ward int
		likeness  float64
	}
	var candidates []candidate
	folded := make([]names, len(wards))
	for k, w := range wards {
		folded[k] = names{w.NameHi, w.NameEn}.folded()
	}
	for i, r := range rows {
		if pairs[i].ward != nil || r.names.empty() {
			continue
		}
		own := r.names.folded()
		for k, w := range wards {
			if taken[w.ID] {
				continue
			}
			if best, _ := foldedLikeness(own, folded[k]); best >= minLikeness {
				candidates = append(candidates, candidate{i, k, best})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.likeness, a.likeness) })
	for _, c := range candidates {
		w := &wards[c.ward]
		if pairs[c.row].ward != nil || taken[w.ID] {
			continue
		}
		way := "likeness"
		if c.likeness == 1 {
			way = "name"
		}
		pairs[c.row] = pairing{w, c.likeness, way}
		taken[w.ID] = true
	}
}

// foldWard brings spellings of a ward's name together: case, marks and the word "ward" go, Roman numerals and "part" become digits, and
// common variants of transliteration are levelled.
func foldWard(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	kept := words[:0]
	for _, word := range words {
		switch word {
		case "ward", "part", "late", "वार्ड", "भाग", "no":
			continue
		case "first", "1st", "pratham", "i", "प्रथम", "१":
			word = "1"
		case "second", "2nd", "dwitiya", "ii", "द्वितीय", "२":
			word = "2"
		case "third", "3rd", "tritiya", "iii", "तृतीय", "३":
			word = "3"
		case "4th", "iv", "चतुर्थ", "४":
			word = "4"
		case "5th", "v", "५":
			word = "5"
		}
		kept = append(kept, word)
	}
	joined := strings.Join(kept, " ")
	return strings.NewReplacer("w", "v", "ee", "i", "oo", "u", "aa", "a", "ph", "f", "sh", "s", "z", "j", "th", "t", "dh", "d", "kh", "k", "gh", "g", "bh", "b", "़", "").Replace(joined)
}

// likeness is 1 for equal texts and falls to 0: the Damerau-free edit distance over the longer length. A different number at the end, as
// in "Sharda Nagar 1" and "Sharda Nagar 2", makes two names different.
func likeness(a, b string) float64 {
	if a == b {
		return 1
	}
	if numbersIn(a) != numbersIn(b) {
		return 0
	}
	x, y := []rune(strings.ReplaceAll(a, " ", "")), []rune(strings.ReplaceAll(b, " ", ""))
	longest := max(len(x), len(y))
	if longest == 0 || longest > 200 {
		return 0
	}
	like := 1 - float64(editDistance(x, y))/float64(longest)
	return min(like, 0.99) // equal but for spaces is still worth a look
}

func numbersIn(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// editDistance is Levenshtein's, in two rows.
func editDistance(a, b []rune) int {
	before, now := make([]int, len(b)+1), make([]int, len(b)+1)
	for k := range before {
		before[k] = k
	}
	for i, r := range a {
		now[0] = i + 1
		for k, s := range b {
			cost := 1
			if r == s {
				cost = 0
			}
			now[k+1] = min(before[k+1]+1, now[k]+1, before[k]+cost)
		}
		before, now = now, before
	}
	return before[len(b)]
}

// reportPairs lists what a reader should look at, and what found no ward.
func (j *job) reportPairs(rows []wanted, pairs []pairing, trusted bool) (matched int) {
	if !trusted {
		j.report.Add(Finding{Severity: Warning, Code: "other-numbering", File: j.report.Files[0], Reason: both(
			"फ़ाइल की वार्ड संख्याएँ इस परिसीमन की नहीं लगतीं (नाम मेल नहीं खाते); वार्ड नाम से मिलाए गए",
			"the ward numbers of the file seem to be of another delimitation (the names contradict); wards were matched by name")})
	}
	for i, p := range pairs {
		r := rows[i]
		switch {
		case p.ward == nil:
			j.warn(r.row, "", "no-such-ward", bothf("वार्ड %s का मेल नहीं मिला", "no ward matches %s", strings.TrimSpace(r.code+" "+r.names.any())),
				both("नाम या संख्या को वार्ड सूची के अनुसार लिखें", "write the name or number as the wards have it"))
			continue
		case p.byWay == "likeness":
			j.warn(r.row, "", "alike", bothf("%q को %q माना गया (समानता %.0f %%)", "%q was taken for %q (likeness %.0f %%)", r.names.any(), names{p.ward.NameHi, p.ward.NameEn}.any(), 100*p.sure),
				both("इन जोड़ों को जाँच लें", "look these pairs through"))
		}
		matched++
	}
	return matched
}
