package locate

// run finds the place of every row of the chunk and makes its output.
func (j *job) run(head header, place Place, strict bool) {
	j.out = make([]byte, 0, len(j.data)*2)
	var r record
	for data := j.data; len(data) > 0; {
		rest, fault := nextRecord(data, head.separator, &r)
		if fault != nil {
			fault.Row += j.tally.lines
			j.failed = fault
			return
		}
		data = rest
		row := j.tally.lines + 1
		j.tally.lines += r.lines
		if len(r.fields) == 0 {
			continue
		}
		j.tally.rows++
		lon, lat, fault := head.coordinates(&r)
		if fault == nil {
			j.locate(head, &r, place, lon, lat)
			continue
		}
		fault.Row = row
		if strict {
			j.failed = fault
			return
		}
		j.keep(head, &r, *fault)
	}
}

func (j *job) locate(head header, r *record, place Place, lon, lat float64) {
	j.out = append(j.out, r.raw...)
	var found bool
	j.out, found = place(j.out, lon, lat)
	j.out = append(j.out, head.eolOf(r)...)
	if found {
		j.tally.located++
	} else {
		j.tally.outside++
	}
}

// keep writes a bad row with empty cells; cells that a short row lacks are made up, so that the columns stay in line.
func (j *job) keep(head header, r *record, fault RowError) {
	j.tally.bad++
	if len(j.tally.listed) < maxListed {
		j.tally.listed = append(j.tally.listed, fault)
	}
	j.out = append(j.out, r.raw...)
	for range max(head.columns-len(r.fields), 0) + head.added {
		j.out = append(j.out, head.separator)
	}
	j.out = append(j.out, head.eolOf(r)...)
}

// coordinates of a row, or why there are none.
func (h *header) coordinates(r *record) (lon, lat float64, fault *RowError) {
	if len(r.fields) != h.columns {
		return 0, 0, &RowError{Column: min(len(r.fields), h.columns) + 1, Reason: FieldCount}
	}
	lon, fault = h.coordinate(r, h.lon, 180)
	if fault == nil {
		lat, fault = h.coordinate(r, h.lat, 90)
	}
	return lon, lat, fault
}

func (h *header) coordinate(r *record, column int, most float64) (float64, *RowError) {
	text := r.text(column)
	value, ok := number(text)
	switch {
	case !ok:
		return 0, &RowError{Column: column + 1, Name: h.names[column], Value: clip(text), Reason: NotANumber}
	case value < -most || value > most:
		return 0, &RowError{Column: column + 1, Name: h.names[column], Value: clip(text), Reason: OutOfRange}
	}
	return value, nil
}

func clip(text []byte) string {
	if len(text) > 40 {
		text = text[:40]
	}
	return string(text)
}
