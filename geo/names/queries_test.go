package names

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// line is a row of a file of testdata.
func lines(t testing.TB, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for row := range strings.Lines(string(text)) {
		if row = strings.TrimSpace(row); row != "" && row[0] != '#' {
			out = append(out, strings.Split(row, "\t"))
		}
	}
	return out
}

// places are the entries of places.tsv.
func places(t testing.TB) []Entry {
	t.Helper()
	weights := map[string]float32{"ward": 1, "zone": 0.9, "place": 0.8, "street": 0.6, "pincode": 0.7, "shop": 0.4, "facility": 0.3}
	var out []Entry
	for i, row := range lines(t, "places.tsv") {
		out = append(out, Entry{ID: uint64(i), En: row[1], Hi: row[2], Weight: weights[row[0]]})
	}
	return out
}

// crowd adds made names until there are n: shops and streets that stand in the known places, and places that sound like them.
func crowd(known []Entry, n int) []Entry {
	r := rand.New(rand.NewPCG(1, 2))
	taken := map[string]bool{}
	for _, e := range known {
		taken[strings.ToLower(e.En)] = true
	}
	out := slices.Clone(known)
	for len(out) < n {
		e := distractor(r, known)
		if !taken[strings.ToLower(e.En)] {
			e.ID = uint64(len(out))
			out = append(out, e)
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func distractor(r *rand.Rand, known []Entry) Entry {
	at := known[r.IntN(len(known))]
	switch r.IntN(10) {
	case 0, 1, 2, 3: // a shop somewhere
		hi, en := person(r)
		kind := shopKinds()[r.IntN(len(shopKinds()))]
		return Entry{
			Hi: hi + " " + kind[1], En: en + " " + kind[0], Weight: 0.2,
			Also: fmt.Sprintf("%s %s ward %d", at.Hi, at.En, 1+r.IntN(110)),
		}
	case 4: // one that says where
		_, en := person(r)
		return Entry{En: en + " " + shopKinds()[r.IntN(len(shopKinds()))][0] + ", " + at.En, Weight: 0.2}
	case 5, 6: // a street
		hi, en := person(r)
		kind := [][2]string{{"Marg", "मार्ग"}, {"Road", "रोड"}, {"Gali", "गली"}, {"Lane", "लेन"}}[r.IntN(4)]
		return Entry{Hi: hi + " " + kind[1], En: en + " " + kind[0], Weight: 0.6}
	default: // a place
		hi, en := coined(r)
		end := placeEnds()[r.IntN(len(placeEnds()))]
		return Entry{Hi: hi + end[1], En: strings.ToUpper(en[:1]) + en[1:] + end[0], Weight: 0.8}
	}
}

func shopKinds() [][2]string {
	return [][2]string{
		{"Kirana Store", "किराना स्टोर"}, {"General Store", "जनरल स्टोर"}, {"Medical Store", "मेडिकल स्टोर"}, {"Clinic", "क्लिनिक"}, {"Hospital", "अस्पताल"},
		{"Ration Shop", "राशन की दुकान"}, {"Fair Price Shop", "उचित दर दुकान"}, {"Sweets", "मिष्ठान"}, {"Public School", "पब्लिक स्कूल"}, {"Bhojnalaya", "भोजनालय"},
		{"Community Kitchen", "सामुदायिक रसोई"}, {"Electronics", "इलेक्ट्रॉनिक्स"}, {"Tailors", "टेलर्स"}, {"Bakery", "बेकरी"},
	}
}

func placeEnds() [][2]string {
	return [][2]string{
		{"ganj", "गंज"}, {"pur", "पुर"}, {" Nagar", " नगर"}, {"bagh", "बाग"}, {"abad", "ाबाद"}, {" Khera", " खेड़ा"}, {"pura", "पुरा"}, {" Vihar", " विहार"},
		{" Colony", " कॉलोनी"}, {" Tola", " टोला"}, {"khand", "खंड"}, {" Mohalla", " मोहल्ला"}, {"garh", "गढ़"}, {" Mandi", " मंडी"},
	}
}

func person(r *rand.Rand) (hi, en string) {
	first := [][2]string{
		{"रमेश", "Ramesh"}, {"सुरेश", "Suresh"}, {"अनिल", "Anil"}, {"सुनीता", "Sunita"}, {"इमरान", "Imran"}, {"शबाना", "Shabana"}, {"गणेश", "Ganesh"}, {"मोहन", "Mohan"},
		{"राजेश", "Rajesh"}, {"कमला", "Kamla"}, {"सलीम", "Salim"}, {"विजय", "Vijay"}, {"अशोक", "Ashok"}, {"सुभाष", "Subhash"}, {"लक्ष्मी", "Laxmi"}, {"कृष्ण", "Krishna"},
		{"राजेंद्र", "Rajendra"}, {"हुसैन", "Husain"}, {"अली", "Ali"}, {"गोविंद", "Govind"},
	}
	last := [][2]string{
		{"यादव", "Yadav"}, {"गुप्ता", "Gupta"}, {"वर्मा", "Verma"}, {"ख़ान", "Khan"}, {"सिंह", "Singh"}, {"मिश्रा", "Mishra"}, {"अंसारी", "Ansari"}, {"कुमार", "Kumar"},
		{"शर्मा", "Sharma"}, {"तिवारी", "Tiwari"}, {"सिद्दीक़ी", "Siddiqui"}, {"जायसवाल", "Jaiswal"}, {"चौधरी", "Chaudhary"}, {"पटेल", "Patel"}, {"बाजपेयी", "Bajpai"},
	}
	a, b := first[r.IntN(len(first))], last[r.IntN(len(last))]
	if r.IntN(2) == 0 { // a name of the family alone, and a coined one
		hi, en := coined(r)
		return hi + " " + b[0], strings.ToUpper(en[:1]) + en[1:] + " " + b[1]
	}
	return a[0] + " " + b[0], a[1] + " " + b[1]
}

// coined is a name of two or three syllables that could be one of the region.
func coined(r *rand.Rand) (hi, en string) {
	syllables := [][2]string{
		{"का", "ka"}, {"म", "ma"}, {"ला", "la"}, {"र", "ra"}, {"शि", "shi"}, {"व", "va"}, {"ना", "na"}, {"दे", "de"}, {"गो", "go"}, {"पा", "pa"}, {"सु", "su"}, {"हा", "ha"},
		{"जा", "ja"}, {"बि", "bi"}, {"टी", "ti"}, {"खे", "khe"}, {"भा", "bha"}, {"धु", "dhu"}, {"चं", "chan"}, {"मो", "mo"}, {"ली", "li"}, {"फू", "phu"}, {"क़ा", "qa"}, {"ज़ि", "zi"},
		{"ठा", "tha"}, {"नू", "nu"}, {"रो", "ro"}, {"सा", "sa"}, {"मु", "mu"}, {"हि", "hi"}, {"अ", "a"}, {"इ", "i"},
	}
	for range 2 + r.IntN(2) {
		s := syllables[r.IntN(len(syllables))]
		hi, en = hi+s[0], en+s[1]
	}
	return hi, en
}

// TestQueries asks 300 and more questions, made before the index was tuned, among 60,000 names.
func TestQueries(t *testing.T) {
	entries := crowd(places(t), 60_000)
	x := Build(entries)
	total, first, five := map[string]int{}, map[string]int{}, map[string]int{}
	queries := lines(t, "queries.tsv")
	for _, q := range queries {
		text, want, kind := q[0], q[1], q[2]
		at := slices.IndexFunc(x.Find(text, 5), func(h Hit) bool { return entries[h.Entry].En == want })
		for _, k := range []string{kind, "all"} {
			total[k]++
			if at == 0 {
				first[k]++
			}
			if at >= 0 {
				five[k]++
			}
		}
		if at != 0 {
			t.Log(describe(entries, x.Find(text, 5), text, want, kind))
		}
	}
	for kind, n := range total {
		t.Logf("%-16s %3d: first %5.1f %%, first five %5.1f %%", kind, n, 100*float64(first[kind])/float64(n), 100*float64(five[kind])/float64(n))
	}
	if n := len(queries); n < 300 || first["all"]*100 < 90*n || five["all"]*100 < 97*n {
		t.Errorf("of %d queries %d found the place first, %d among five", n, first["all"], five["all"])
	}
}

func describe(entries []Entry, hits []Hit, text, want, kind string) string {
	out := fmt.Sprintf("%s (%s) → ", text, kind)
	for _, h := range hits {
		out += fmt.Sprintf("%s %.3f; ", entries[h.Entry].En, h.Score)
	}
	return out + "want " + want
}
