package app

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"text/tabwriter"
	"time"

	"rasad/data"
)

// Run adds a city, or changes what the flags name of one that is there.
func (c *cityAdd) Run(ctx context.Context, p *program) error {
	if !regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`).MatchString(c.ID) {
		return &told{
			hi: fmt.Sprintf("%q पहचान नहीं हो सकती: छोटे अंग्रेज़ी अक्षर से शुरू, फिर अक्षर, अंक या -, कुल 40 तक", c.ID),
			en: fmt.Sprintf("%q cannot be an id: begin with a small letter; then letters, digits or -, 40 at most", c.ID),
		}
	}
	return p.withRecord(ctx, func(r *record) error {
		city, err := findCity(ctx, r.db, c.ID)
		if err != nil {
			if _, unknown := errors.AsType[*told](err); !unknown {
				return err
			}
			city = data.City{ID: c.ID}
		}
		c.change(&city)
		if city.NameHi == "" && city.NameEn == "" {
			return &told{hi: "शहर का नाम दें: --name-hi या --name-en", en: "name the city: --name-hi or --name-en"}
		}
		if err := r.db.PutCity(ctx, "rasad city add", city); err != nil {
			return err
		}
		fmt.Fprintf(p.out, p.say("शहर %s: %s\n", "city %s: %s\n"), city.ID, p.name(city))
		return nil
	})
}

func (c *cityAdd) change(city *data.City) {
	for _, field := range []struct {
		to    *string
		value string
	}{
		{&city.NameHi, c.NameHi}, {&city.NameEn, c.NameEn}, {&city.StateHi, c.StateHi}, {&city.StateEn, c.StateEn},
		{&city.Helpline, c.Helpline}, {&city.Attribution, c.Attribution},
	} {
		if field.value != "" {
			*field.to = field.value
		}
	}
	if day := given(c.DataDate); day != nil {
		city.DataDate = day
	}
}

// given is nil for a day that no flag named.
func given(day time.Time) *time.Time {
	if day.IsZero() {
		return nil
	}
	return &day
}

// name is the city's name in the reader's language, or in the other when it has none.
func (p *program) name(city data.City) string {
	if p.lang == "hi" && city.NameHi != "" || city.NameEn == "" {
		return city.NameHi
	}
	return city.NameEn
}

// Run lists the cities.
func (c *cityList) Run(ctx context.Context, p *program) error {
	return p.withRecord(ctx, func(r *record) error {
		var cities []data.City
		err := r.db.Read(ctx, func(reader *data.Reader) (err error) {
			cities, err = reader.Cities(ctx)
			return err
		})
		if err != nil {
			return err
		}
		if len(cities) == 0 {
			fmt.Fprintln(p.out, p.say("अभी कोई शहर नहीं है; rasad demo से नमूना शहर भरें", "no city yet; rasad demo loads the demo city"))
			return nil
		}
		table := tabwriter.NewWriter(p.out, 0, 8, 2, ' ', 0)
		for _, city := range cities {
			fmt.Fprintf(table, "%s\t%s\t%s\n", city.ID, city.NameEn, city.NameHi)
		}
		return table.Flush()
	})
}

// Run removes a city.
func (c *cityRemove) Run(ctx context.Context, p *program) error {
	if !c.Yes {
		return &told{
			hi: fmt.Sprintf("%s और उसका सब कुछ हट जाएगा; पक्का हो तो --yes जोड़ें", c.ID),
			en: fmt.Sprintf("%s and all that is in it would be removed; add --yes if you are sure", c.ID),
		}
	}
	return p.withRecord(ctx, func(r *record) error {
		if _, err := findCity(ctx, r.db, c.ID); err != nil {
			return err
		}
		if err := r.db.DeleteCity(ctx, "rasad city remove", c.ID); err != nil {
			return err
		}
		fmt.Fprintf(p.out, p.say("शहर %s हटाया गया\n", "city %s removed\n"), c.ID)
		return nil
	})
}

// Run brings the database up to date.
func (c *migrateCommand) Run(ctx context.Context, p *program) error {
	return p.withRecord(ctx, func(*record) error {
		fmt.Fprintln(p.out, p.say("डेटाबेस इस संस्करण पर है", "the database is at this version"))
		return nil
	})
}

// Run prints the version.
func (c *versionCommand) Run(p *program) error {
	fmt.Fprintln(p.out, "rasad", version())
	return nil
}
