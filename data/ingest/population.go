package ingest

import (
	"context"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"rasad/data"
)

// counted is a row of a population file.
type counted struct {
	wanted
	population, households *int32
}

// Population imports people and households of wards, listed by ward number or name. What a row leaves empty keeps its value.
func Population(ctx context.Context, db *data.DB, o Options, files ...string) (Report, error) {
	j, err := newJob("population", o, files)
	if err != nil {
		return *j.report, err
	}
	if _, err := j.lookAround(ctx, db); err != nil {
		return *j.report, err
	}
	var rows []counted
	for _, file := range files {
		m := newMatcher(synonymsOf("population"), o.Mapping)
		err := j.read(ctx, file, m, func(r row) error {
			c := counted{wanted: wanted{row: r, code: codeOf(r.values["code"]), names: namesOf(r.values, "name_hi", "name_en", "name")}}
			if j.count(r, m, "population", &c.population) && j.count(r, m, "households", &c.households) && (c.population != nil || c.households != nil) {
				rows = append(rows, c)
			}
			return nil
		})
		if err != nil {
			return *j.report, err
		}
	}
	j.report.Count("ward").Read = j.rows
	if len(rows) == 0 && j.report.Has(Fault) == 0 {
		j.fault(row{file: filepath.Base(files[0])}, "", "no-rows", both("फ़ाइल में जनसंख्या का स्तंभ नहीं मिला", "no column of population was found in the file"),
			both("--map population=… से स्तंभ बताएँ", "name the column by --map population=…"))
	}
	if err := j.refuse(); err != nil || len(rows) == 0 {
		return *j.report, j.refusal(err)
	}
	err = j.write(ctx, db, func(tx pgx.Tx) error { return j.writePopulation(ctx, tx, rows) })
	return *j.report, err
}

func (j *job) writePopulation(ctx context.Context, tx pgx.Tx, rows []counted) error {
	delimitation, _, ok, err := j.delimitationID(ctx, tx)
	if err != nil {
		return err
	}
	if !ok {
		return noWards(j.o)
	}
	wards, err := wardsOf(ctx, tx, j.o.City, delimitation)
	if err != nil {
		return err
	}
	list := make([]wanted, len(rows))
	for i, r := range rows {
		list[i] = r.wanted
	}
	pairs, trusted := pairWards(list, wards)
	matched := j.reportPairs(list, pairs, trusted)
	if 2*matched < len(rows) {
		j.report.Add(Finding{Severity: Fault, Code: "other-city", File: j.report.Files[0],
			Reason: bothf("%d में से केवल %d पंक्तियाँ किसी वार्ड से मिलीं", "only %[2]d of %[1]d rows match a ward", len(rows), matched),
			Remedy: both("जाँचें कि फ़ाइल इसी शहर और परिसीमन की है", "check that the file is of this city and delimitation")})
		j.report.Refused = true
		return &RefusedError{Faults: j.report.Has(Fault)}
	}
	var changed []data.Ward
	seen := map[int64]bool{}
	for i, pair := range pairs {
		if pair.ward == nil {
			continue
		}
		if seen[pair.ward.ID] {
			j.warn(rows[i].row, "", "ward-twice", bothf("वार्ड %s दो बार है; पहली पंक्ति ली गई", "ward %s is there twice; the first row was taken", wardLabel(*pair.ward)), Text{})
			continue
		}
		seen[pair.ward.ID] = true
		w := *pair.ward
		w.Population, w.Households = rows[i].population, rows[i].households
		if w = keepCounts(&w, *pair.ward); sameWard(w, *pair.ward) {
			j.report.Count("ward").Unchanged++
			continue
		}
		changed = append(changed, w)
	}
	j.report.Count("ward").Changed = len(changed)
	return mergeWards(ctx, tx, nil, changed)
}
