package demo

import "math"

// kind is what a line is to the city: a road by class, or something that bounds it.
type kind uint8

const (
	none kind = iota // bounds land, nothing is seen
	bank
	bed // the middle of a river
	rail
	trunk
	primary
	secondary
	tertiary
	residential
	unclassified
	living
	service
	pedestrian
	footway
	steps
	track
)

func (k kind) isRoad() bool { return k >= trunk }

// String is the value of highway=*.
func (k kind) String() string {
	return [...]string{"", "", "", "", "trunk", "primary", "secondary", "tertiary", "residential", "unclassified", "living_street", "service",
		"pedestrian", "footway", "steps", "track"}[k]
}

// major is a line that was laid out before the rest: the city grew around it.
type major struct {
	line []pt
	kind kind
	dual bool // two carriageways
	name name
	ref  string
}

// chowk is the heart of the old town.
func chowk() pt { return pt{6300, 5200} }

func polar(degrees, r float64) pt {
	return chowk().add(heading(degrees * math.Pi / 180).mul(r))
}

// river is the centre line, flowing down from the north-west.
func river() []pt {
	return smooth([]pt{{-500, 7250}, {500, 7750}, {1500, 8050}, {2500, 7500}, {3300, 6800}, {4300, 6350}, {5350, 6520}, {6300, 6880}, {7250, 6650},
		{7900, 5950}, {8650, 5450}, {9600, 5500}, {10350, 5250}, {11000, 4700}, {11700, 4650}, {12900, 4950}}, 60, false)
}

func riverHalfWidth(i int) float64 {
	return 100 + 28*math.Sin(float64(i)/9) + 14*math.Sin(float64(i)/4.3)
}

// shifted is a line moved to its left.
func shifted(line []pt, by func(i int) float64) []pt {
	out := make([]pt, len(line))
	for i := range line {
		d := line[min(i+1, len(line)-1)].sub(line[max(i-1, 0)]).unit()
		out[i] = line[i].add(d.left().mul(by(i)))
	}
	return out
}

func mainRail() []pt {
	return smooth([]pt{{-400, 2300}, {2200, 3150}, {4300, 3700}, {5600, 3900}, {6900, 3930}, {8300, 3500}, {10700, 2350}, {12900, 1750}}, 90, false)
}

func branchRail() []pt {
	return smooth([]pt{{4300, 3700}, {3450, 4150}, {2850, 5400}, {2650, 7000}, {2800, 8700}, {2400, 10900}}, 90, false)
}

// majors lists the lines of the city's first lay-out, those that bound before those that carry.
func majors(seed uint64) []major {
	line := river()
	list := []major{
		{line: shifted(line, riverHalfWidth), kind: bank},
		{line: shifted(line, func(i int) float64 { return -riverHalfWidth(i + 17) }), kind: bank},
		{line: line, kind: bed},
		{line: mainRail(), kind: rail},
		{line: branchRail(), kind: rail},
		{line: []pt{{0, 0}, {width, 0}, {width, height}, {0, height}, {0, 0}}, kind: none},
	}
	list = append(list, rings(seed)...)
	list = append(list, radials(seed)...)
	list = append(list, spokes(seed)...)
	return append(list, bazaars(seed)...)
}

// wander moves a point by smooth chance, so that roads bend as if around old fields.
func wander(seed uint64, p pt, by float64) pt {
	return p.add(pt{noise(seed+1, p, 900), noise(seed+2, p, 900)}.mul(by)).add(pt{noise(seed+3, p, 260), noise(seed+4, p, 260)}.mul(by * 0.22))
}

func rings(seed uint64) []major {
	ring := func(from, to, step float64, radius func(deg float64) float64, by float64) []pt {
		var control []pt
		for a := from; a <= to+1e-9; a += step {
			control = append(control, wander(seed, polar(a, radius(a)), by))
		}
		return control
	}
	inner := ring(0, 348, 12, func(float64) float64 { return 930 }, 190)
	middle := ring(47, 347, 10, func(a float64) float64 { return 2330 + 160*math.Sin(a/31) }, 260)
	outer := ring(0, 351, 9, func(a float64) float64 {
		return 4350 * (1 + 0.13*math.Cos(2*a*math.Pi/180)) * (1 + 0.05*math.Sin(a/23))
	}, 250)
	return []major{
		{line: smooth(outer, 70, true), kind: trunk, dual: true, name: name{"रिंग रोड", "Ring Road"}, ref: "NH-734"},
		{line: smooth(middle, 60, false), kind: primary, dual: true, name: name{"महात्मा गांधी मार्ग", "Mahatma Gandhi Marg"}},
		{line: smooth(inner, 50, true), kind: secondary, name: name{"परकोटा मार्ग", "Parkota Marg"}},
	}
}

func radials(seed uint64) []major {
	type radial struct {
		degrees float64
		name    name
		ref     string
	}
	var list []major
	for _, r := range []radial{
		{38, name{"लखनऊ मार्ग", "Lucknow Marg"}, "NH-30"}, {83, name{"सीतापुर मार्ग", "Sitapur Marg"}, "SH-25"},
		{126, name{"हरदोई मार्ग", "Hardoi Marg"}, "SH-38"}, {178, name{"आगरा मार्ग", "Agra Marg"}, "NH-34"},
		{222, name{"इटावा मार्ग", "Etawah Marg"}, "SH-29"}, {267, name{"कानपुर मार्ग", "Kanpur Marg"}, "NH-34"},
		{311, name{"उन्नाव मार्ग", "Unnao Marg"}, "SH-58"}, {339, name{"हैदरगढ़ मार्ग", "Haidergarh Marg"}, "SH-13"},
	} {
		at := func(from, to float64) []pt {
			var control []pt
			for d := from; d < to+200; d += 420 {
				control = append(control, wander(seed, polar(r.degrees, d), min(230, d/6)))
			}
			return smooth(control, 60, false)
		}
		line := at(930-190, 8200)
		inside, outside := part(line, 0, 4600), part(line, 4600, math.Inf(1))
		list = append(list, major{line: inside, kind: primary, dual: len(list)%2 == 1, name: r.name, ref: r.ref},
			major{line: outside, kind: trunk, dual: len(list)%3 == 0, name: r.name, ref: r.ref})
	}
	return list
}

// part is the stretch of a line that lies between two distances from the chowk.
func part(line []pt, from, to float64) []pt {
	var out []pt
	for i, p := range line {
		d := p.distance(chowk())
		near := i > 0 && line[i-1].distance(chowk()) >= from // a stretch begins where the one before ended
		if d >= from && d <= to || d > to && i > 0 && line[i-1].distance(chowk()) <= to || d < from && i+1 < len(line) && line[i+1].distance(chowk()) > from && near {
			out = append(out, p)
		}
	}
	return out
}

// spokes are the lesser roads between the rings.
func spokes(seed uint64) []major {
	names := []name{{"डॉ. अंबेडकर मार्ग", "Dr. Ambedkar Marg"}, {"सुभाष मार्ग", "Subhash Marg"}, {"कचहरी रोड", "Kachehri Road"},
		{"विश्वविद्यालय मार्ग", "Vishwavidyalaya Marg"}, {"लाल बहादुर शास्त्री मार्ग", "Lal Bahadur Shastri Marg"},
		{"स्टेशन रोड", "Station Road"}, {"छावनी मार्ग", "Chhavni Marg"}, {"रानी लक्ष्मीबाई मार्ग", "Rani Lakshmibai Marg"}, {"सरोजिनी नायडू मार्ग", "Sarojini Naidu Marg"}}
	var list []major
	for i, s := range [][3]float64{{62, 2100, 5200}, {105, 2100, 5000}, {140, 2200, 5200}, {163, 800, 2500}, {200, 800, 5300}, {245, 800, 5000}, {289, 800, 5000},
		{328, 800, 5300}, {18, 2900, 5200}} {
		var control []pt
		for d := s[1]; d < s[2]; d += 400 {
			control = append(control, wander(seed+7, polar(s[0], d), 200))
		}
		list = append(list, major{line: smooth(control, 60, false), kind: secondary, name: names[i%len(names)]})
	}
	return list
}

// bazaars are the crooked main streets of the old town, from gate to gate through the chowk.
func bazaars(seed uint64) []major {
	names := []name{{"चौक बाज़ार", "Chowk Bazaar"}, {"सराफ़ा बाज़ार", "Sarafa Bazaar"}, {"घंटाघर रोड", "Ghantaghar Road"}, {"कोतवाली रोड", "Kotwali Road"},
		{"नखास बाज़ार", "Nakhas Bazaar"}, {"अकबरी गेट रोड", "Akbari Gate Road"}}
	var list []major
	for i, degrees := range []float64{30, 83, 140, 178, 235, 300} {
		control := []pt{chowk()}
		for d := 190.0; d < 1300; d += 170 {
			control = append(control, wander(seed+11, polar(degrees+12*math.Sin(d/200+float64(i)), d), 45))
		}
		list = append(list, major{line: smooth(control, 35, false), kind: tertiary, name: names[i]})
	}
	return list
}
