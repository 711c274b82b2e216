package hours_test

import (
	"errors"
	"testing"
	"time"

	"rasad/internal/hours"
)

// at reads "2026-11-23 14:30" (a Monday) in India's time.
func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, time.FixedZone("IST", 19800))
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestAt(t *testing.T) {
	const open, closed, unknown = hours.Open, hours.Closed, hours.Unknown
	for _, c := range []struct {
		hours, when string
		want        hours.State
	}{
		{"24/7", "2026-11-23 03:00", open},
		{"24/7 off", "2026-11-23 03:00", closed},
		{"24/7; Su off", "2026-11-22 12:00", closed},
		{"Mo-Sa 08:00-20:00", "2026-11-23 08:00", open},
		{"Mo-Sa 08:00-20:00", "2026-11-23 07:59", closed},
		{"Mo-Sa 08:00-20:00", "2026-11-23 20:00", closed},
		{"Mo-Sa 08:00-20:00", "2026-11-22 12:00", closed},
		{"mo-sa 8:00-20:00", "2026-11-23 08:30", open},
		{"Mo-Sa 08:00–20:00", "2026-11-23 08:30", open},
		{"08:00-12:00,16:00-20:00", "2026-11-23 13:00", closed},
		{"08:00-12:00,16:00-20:00", "2026-11-23 16:00", open},
		{"08:00-12:00, 16:00-20:00", "2026-11-23 16:00", open},
		{"Mo-Fr 09:00-13:00,16:00-20:00; Sa 09:00-13:00; Su off", "2026-11-28 17:00", closed},
		{"Mo-Fr 09:00-13:00,16:00-20:00; Sa 09:00-13:00; Su off", "2026-11-28 12:59", open},
		{"Mo-Su 09:00-18:00; We off", "2026-11-25 10:00", closed},
		{"Mo-Su 09:00-18:00; We 10:00-11:00", "2026-11-25 12:00", closed},
		{"Mo-Su 09:00-18:00, We 19:00-21:00", "2026-11-25 10:00", open},
		{"Mo-Su 09:00-18:00, We 19:00-21:00", "2026-11-25 20:00", open},
		{"Mo-Su 09:00-18:00; 13:00-14:00 off", "2026-11-25 13:30", closed},
		{"Mo-Su 09:00-18:00; 13:00-14:00 off", "2026-11-25 14:30", open},
		{"Fr-Mo 10:00-12:00", "2026-11-22 11:00", open},
		{"Fr-Mo 10:00-12:00", "2026-11-24 11:00", closed},
		{"22:00-02:00", "2026-11-23 23:59", open},
		{"22:00-02:00", "2026-11-23 01:59", open},
		{"22:00-02:00", "2026-11-23 02:00", closed},
		{"Sa 22:00-02:00", "2026-11-22 01:00", open},
		{"Sa 22:00-02:00", "2026-11-21 01:00", closed},
		{"Sa 22:00-26:00", "2026-11-22 01:00", open},
		{"00:00-24:00", "2026-11-22 23:59", open},
		{"18:00+", "2026-11-22 23:00", open},
		{"18:00+", "2026-11-22 17:00", closed},
		{"Sa[1] 10:00-12:00", "2026-11-07 11:00", open},
		{"Sa[1] 10:00-12:00", "2026-11-14 11:00", closed},
		{"Sa[2,4] off; Mo-Sa 10:00-17:00", "2026-11-14 11:00", open},
		{"Mo-Sa 10:00-17:00; Sa[2,4] off", "2026-11-14 11:00", closed},
		{"Mo-Sa 10:00-17:00; Sa[2,4] off", "2026-11-21 11:00", open},
		{"Su[-1] 10:00-12:00", "2026-11-29 11:00", open},
		{"Su[-1] 10:00-12:00", "2026-11-22 11:00", closed},
		{"Apr-Jun 07:00-12:00; Jul-Mar 09:00-17:00", "2026-05-01 16:00", closed},
		{"Apr-Jun 07:00-12:00; Jul-Mar 09:00-17:00", "2026-01-01 16:00", open},
		{"Apr-Jun Mo-Sa 07:00-12:00", "2026-05-03 08:00", closed},
		{"09:00-17:00; Oct 02 off", "2026-10-02 10:00", closed},
		{"09:00-17:00; Oct 02 off", "2026-10-03 10:00", open},
		{"Nov 15-Feb 15: 10:00-16:00", "2026-12-31 12:00", open},
		{"Nov 15-Feb 15 10:00-16:00", "2026-02-16 12:00", closed},
		{"Nov 10-20 10:00-16:00", "2026-11-20 12:00", open},
		{"Nov 10-20 10:00-16:00", "2026-11-21 12:00", closed},
		{"Jan,Nov 10:00-16:00", "2026-11-21 12:00", open},
		{"Nov 10:00-16:00", "2026-11-21 12:00", open},
		{"Mo-Sa 10:00-17:00; PH off", "2026-11-23 12:00", open},
		{"PH 10:00-17:00", "2026-11-23 12:00", closed},
		{"Mo,PH 10:00-17:00", "2026-11-23 12:00", open},
		{"Mo-Sa 08:00-20:00;", "2026-11-23 12:00", open},
		{`"by appointment"`, "2026-11-23 12:00", unknown},
		{`Mo 08:00-10:00 || "call first"`, "2026-11-23 12:00", unknown},
		{`Mo 08:00-10:00 || "call first"`, "2026-11-23 09:00", open},
		{`Mo 08:00-10:00 "ask for rice"`, "2026-11-23 09:00", open},
		{"Su unknown", "2026-11-22 09:00", unknown},
		{"off", "2026-11-22 09:00", closed},
		{"open", "2026-11-22 09:00", open},
	} {
		schedule, err := hours.Parse(c.hours)
		if err != nil {
			t.Errorf("%q: %v", c.hours, err)
			continue
		}
		if got := schedule.At(at(t, c.when)); got != c.want {
			t.Errorf("%q at %s: %d, want %d", c.hours, c.when, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, text := range []string{
		"", ";", "sunrise-sunset", "week 1-10 Mo 10:00-12:00", "2026 Mo 10:00-12:00", "easter off", "Mo-", "Mo-10:00", "10:00", "10-12", "9am-5pm",
		"10:61-12:00", "49:00-50:00", "25:00-26:00", "Sa[0] off", "Sa[6] off", "Sa[1", "Nov 32 off", "Nov 10-", "Nov-32", `"open`, "Mo 10:00-12:00 xx",
		"Mo 10:00-12:00 Tu", "सोम 10:00-12:00", "Mo 10:00-12:00,", "Mo 10:00-12:00 ||", "10:0-12:00",
		string(make([]byte, 300)),
	} {
		if schedule, err := hours.Parse(text); !errors.Is(err, hours.ErrSyntax) {
			t.Errorf("%q was taken as %+v (%v)", text, schedule, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("Mo-Fr 09:00-13:00,16:00-20:00; Sa[2,4] off; Nov 15-Feb 15: 10:00-16:00 || \"call\"", int64(1_700_000_000))
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		schedule, err := hours.Parse(text)
		if err != nil {
			if !errors.Is(err, hours.ErrSyntax) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if state := schedule.At(time.Unix(unix%(1<<33), 0).UTC()); state > hours.Unknown {
			t.Fatalf("%q: state %d", text, state)
		}
	})
}

func BenchmarkAt(b *testing.B) {
	schedule, err := hours.Parse("Mo-Fr 09:00-13:00,16:00-20:00; Sa 09:00-13:00; Su off")
	if err != nil {
		b.Fatal(err)
	}
	moment := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for b.Loop() {
		schedule.At(moment)
	}
}
