package names

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sharedData opens a file of the real data beside the repository, or where RASAD_SHARED_DATA says.
func sharedData(t testing.TB, file string) *os.File {
	t.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(folder, file))
	if err != nil {
		t.Skipf("real data are not here: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// wardsOf are the wards of a GeoJSON file, named by a property.
func wardsOf(t testing.TB, file, property string) []Entry {
	t.Helper()
	var collection struct {
		Features []struct {
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.NewDecoder(bufio.NewReader(sharedData(t, file))).Decode(&collection); err != nil {
		t.Fatal(err)
	}
	var out []Entry
	for _, f := range collection.Features {
		name := strings.TrimSpace(fmt.Sprint(f.Properties[property]))
		if !slices.ContainsFunc(out, func(e Entry) bool { return e.En == name }) {
			out = append(out, Entry{En: name, Weight: 1})
		}
	}
	return out
}

// lucknowPlaces are 51,222 shops and other places, many of them misspelt.
func lucknowPlaces(t testing.TB) []Entry {
	t.Helper()
	text, err := gzip.NewReader(sharedData(t, "facilities/lucknow_places.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []Entry
	for _, row := range rows[1:] {
		out = append(out, Entry{En: row[0], Also: strings.ReplaceAll(row[1], "_", " "), Weight: 0.15})
	}
	return out
}

// ask finds the wards that queries mean, among all entries, and fails when fewer than 90 % are first or 97 % among five.
func ask(t *testing.T, entries []Entry, queries map[string]string) {
	t.Helper()
	x := Build(entries)
	first, five := 0, 0
	for query, want := range queries {
		at := slices.IndexFunc(x.Find(query, 5), func(h Hit) bool { return entries[h.Entry].En == want && entries[h.Entry].Weight == 1 })
		if at == 0 {
			first++
		} else {
			t.Log(describe(entries, x.Find(query, 5), query, want, "ward"))
		}
		if at >= 0 {
			five++
		}
	}
	t.Logf("%d queries, %d first, %d among five", len(queries), first, five)
	if first*100 < 90*len(queries) || five*100 < 97*len(queries) {
		t.Errorf("of %d queries %d found the ward first, %d among five", len(queries), first, five)
	}
}

func TestRealLucknow(t *testing.T) {
	entries := append(wardsOf(t, "wards/lucknow_wards.geojson", "Ward Name"), lucknowPlaces(t)...)
	ask(t, entries, map[string]string{
		"हजरतगंज": "Hazarat Ganj", "hazratganj": "Hazarat Ganj", "hajrat gunj": "Hazarat Ganj", "गोमती नगर": "Gomti Nagar", "gomtinagr": "Gomti Nagar",
		"राजाजीपुरम": "Rajaji Puram", "rajajipuram": "Rajaji Puram", "निशातगंज": "Nishat Ganj", "alamnagar": "Alam Nagar", "आलम नगर": "Alam Nagar",
		"इब्राहिमपुर": "Ibrahimpur", "vidyawati 2": "Vidyavati 2nd", "विद्यावती प्रथम": "Vidyavati 1st", "haiderganj 2": "Haidar Ganj 2nd", "राजेन्द्र नगर": "Rajendra Nagar",
		"aishbag": "Aish Bagh", "ऐशबाग": "Aish Bagh", "कुंडरी रकाबगंज": "Kundri Rakab Ganj", "mashakganj": "Mashk Ganj", "वजीरगंज": "Wazeer Ganj", "यहियागंज": "Yahiya Ganj",
		"daligunj": "Dali Ganj", "डालीगंज": "Dali Ganj", "malahi tola 1": "Mallahi Tola 1st", "bashiratganj": "Basheerat Ganj", "बशीरतगंज": "Basheerat Ganj", "नज़रबाग": "Nazer Bagh",
		"maithili sharan gupta": "Maithli Sharan Gupt", "मैथिलीशरण गुप्त": "Maithli Sharan Gupt", "triveni ngr": "Triveni Nagar", "त्रिवेणी नगर": "Triveni Nagar",
		"jankipuram 2": "Jankipuram 2nd", "जानकीपुरम द्वितीय": "Jankipuram 2nd", "kesari khera": "Kesri Kheda", "केसरी खेड़ा": "Kesri Kheda", "gadhi peer khan": "Gadi Peer Khan",
		"shankarpurwa 1": "Shankar Purwa 1st", "शंकर पुरवा द्वितीय": "Shankar Purwa 2nd", "lal kua": "Lal Kuan", "लाल कुआँ": "Lal Kuan", "चिनहट": "Chinhat",
	})
}

func TestRealBhopal(t *testing.T) {
	ask(t, append(wardsOf(t, "wards/bhopal_wards_hindi.geojson", "Name"), lucknowPlaces(t)...), map[string]string{
		"goswami tulsidas": "गोस्वामी तुलसीदास", "rani avantibai": "रानी अवंतीबाई", "maulana azad": "मौलाना अबुल कलाम आजाद", "kushabhau thakre": "कुशाभाऊ ठाकरे",
		"chatrapati shivaji": "छत्रपति शिवाजी", "ravi shankar shukla": "पण्डित रविशंकर शुक्ल", "dr rajendra prasad": "डाॅ. राजेन्द्र प्रसाद", "rani kamlapati": "रानी कमलापति",
		"vivekanand": "स्वामी विवेकानंद", "moti masjid": "मोती  मस्जिद", "islampura": "इस्लामपुरा", "ravindranath tagore": "रवीन्द्र नाथ टैगौर", "jahangirabad": "जहांगीराबाद",
		"maharani laxmibai": "महारानी लक्ष्मी बाई", "maharana pratap": "महाराणा प्रताप", "arera colony": "अरेरा कालोनी", "gulmohar": "गुलमोहर", "shahpura": "शाहपुरा",
		"kapda mill": "कपडा मिल", "bagh farhat afza": "बाग फरहत अफजा", "bagh munshi husain khan": "बाग मुंशी हुसैन खां", "koh e fiza": "कोह-ए-फिजा", "kohefiza": "कोह-ए-फिजा",
		"royal market": "रायल मार्केट", "eidgah hills": "ईदगाह हिल्स", "nariyal kheda": "नारियल खेड़ा", "j p nagar": "जे.पी. नगर", "jp nagar": "जे.पी. नगर",
		"barkheda bhel": "बरखेडा बी.एच.ई.एल.", "punjabi bagh": "पंजाबी बाग", "karond": "करोंद", "ibrahimganj": "इब्राहिमगंज", "katara": "कटारा", "kanha kunj": "कान्हा कुंज",
		"govindpura industrial area": "गोविंदपुरा औद्योगिक क्षेत्र", "ayodhya nagar": "अयोध्या नगर", "bhanpur": "भानपुर", "barkatullah": "बरकतउल्लाह", "jatkhedi": "जाटखेड़ी",
		"misrod": "मिसरोद", "indrapuri": "इंद्रपुरी", "sonagiri": "सोनागिरी", "hathaikheda": "हथाईखेड़ा", "airport": "एयरपोर्ट", "saket shakti": "साकेत शक्ति",
	})
}
