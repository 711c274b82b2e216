package names

import "strings"

// groups are words that mean the same on a map, the shorter forms of Latin and Hindi included: a query with one finds names with
// another. The first of a line stands for all.
const groups = `
road rd रोड sadak सड़क
marg मार्ग
street str स्ट्रीट
lane gali गली
nagar ngr ngar nager
sector sec sect सेक्टर सैक्टर
ward vard wd वार्ड prabhag प्रभाग
zone zon ज़ोन जोन अंचल anchal
colony col colny clny कॉलोनी कालोनी कोलोनी
market mkt mrkt bazar bazaar बाज़ार मार्केट
mohammad mohd mohammed muhammad mohamad mohamed md मोहम्मद मुहम्मद
saint st सेंट सेन्ट संत sant
doctor dr डॉ डा डॉक्टर
government govt gov gvt सरकारी राजकीय sarkari rajkiya
hospital hosp hospitl अस्पताल aspatal haspatal चिकित्सालय हॉस्पिटल
clinic क्लिनिक क्लीनिक dawakhana दवाखाना
pharmacy medical medicals chemist मेडिकल दवा dawa औषधालय फार्मेसी
kitchen rasoi rasoii रसोई किचन bhojnalaya bhojanalaya भोजनालय
ration rashan rasan राशन fps कोटा kota kotedar कोटेदार
shop dukan dukaan dookan दुकान शॉप
store stores स्टोर
grocery kirana किराना ग्रोसरी परचून parchun
school vidyalaya vidyalay विद्यालय स्कूल
college mahavidyalaya महाविद्यालय कॉलेज
university vishwavidyalaya विश्वविद्यालय यूनिवर्सिटी
station stn स्टेशन
railway rly रेलवे
police पुलिस
thana थाना
crossing xing chauraha चौराहा क्रॉसिंग
chowk चौक chok
masjid mosque मस्जिद
mandir temple मंदिर
church चर्च girja गिरजा
gate darwaza दरवाज़ा गेट
bridge pul पुल setu सेतु
park पार्क udyan उद्यान
cantonment cantt cant छावनी chhavni कैंट कैण्ट
extension extn ext एक्सटेंशन
phase फेज़ फेस
block blk ब्लॉक
scheme yojana योजना
enclave एन्क्लेव एनक्लेव
apartment apartments apt apts अपार्टमेंट
building bldg bhawan bhavan भवन
house हाउस
village vill gaon गाँव ganv ग्राम gram
community सामुदायिक samudayik
shelter basera बसेरा आश्रय ashray
civil सिविल
lines line लाइन लाइंस
new naya nayi naya नया नई न्यू
old purana purani पुराना पुरानी ओल्ड
east purvi पूर्वी
west paschim pashchimi पश्चिमी पश्चिम
north uttari उत्तरी
south dakshin dakshini दक्षिणी दक्षिण
pincode pin पिनकोड पिन
near nr पास
industrial औद्योगिक audyogik
area क्षेत्र kshetra एरिया
airport एयरपोर्ट हवाईअड्डा
agency एजेंसी
general जनरल
1 first pratham प्रथम एक
2 second dvitiya dwitiya द्वितीय दो
3 third tritiya tritiy तृतीय तीन
4 fourth chaturth chaturtha चतुर्थ चार
5 fifth pancham पंचम पाँच
`

// fillers are words that say nothing of which thing is meant.
const fillers = `of the in at on near nr and to ke ka ki se me mein men par aur pas paas के का की से में पर और पास को ko wala wali वाला वाली`

// units are counted: what one of them and a number behind it name is one thing. numberWords may stand between.
const (
	units       = "ward zone sector lane phase block gate part scheme"
	numberWords = "no num number nambar nos नं नंबर नम्बर नo संख्या sankhya"
)

// lexicon knows the words above by their keys.
type lexicon struct {
	unit   map[string]bool
	number map[string]bool
	canon  map[string]string // key → key of the group's first word
	filler map[string]bool
}

func newLexicon() *lexicon {
	l := &lexicon{canon: map[string]string{}, filler: map[string]bool{}, unit: map[string]bool{}, number: map[string]bool{}}
	for line := range strings.SplitSeq(strings.TrimSpace(groups), "\n") {
		words := strings.Fields(line)
		canon := wordKey(words[0])
		for _, w := range words {
			key := wordKey(w)
			if _, taken := l.canon[key]; !taken {
				l.canon[key] = canon
			}
		}
	}
	for w := range strings.FieldsSeq(fillers) {
		l.filler[wordKey(w)] = true
	}
	for w := range strings.FieldsSeq(units) {
		l.unit[wordKey(w)] = true
	}
	for w := range strings.FieldsSeq(numberWords) {
		l.number[wordKey(w)], l.filler[wordKey(w)] = true, true
	}
	return l
}

func wordKey(word string) string {
	var b strings.Builder
	for _, w := range split(word, 1) {
		b.WriteString(keyOf(w.text))
	}
	return b.String()
}

// ordinal says whether a word only makes an ordinal of the number before it, as in 2nd.
func ordinal(word string) bool {
	switch word {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// roman is the value of a Roman numeral up to 39, as a number's key; "" for other words.
func roman(word string) string {
	if word == "" || len(word) > 7 || strings.Trim(word, "ivx") != "" {
		return ""
	}
	for n := 1; n < 40; n++ {
		if romanNumeral(n) == word {
			return strings.TrimLeft(string([]byte{'0' + byte(n/10), '0' + byte(n%10)}), "0")
		}
	}
	return ""
}

func romanNumeral(n int) string {
	ones := [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	return strings.Repeat("x", n/10) + ones[n%10]
}

// joins says whether a word is often written together with the one before: गोमती नगर, Gomtinagar.
func joins(key string) bool {
	for _, end := range [...]string{
		"ganj", "gunj", "nagar", "ngar", "pur", "pura", "purva", "puri", "puram", "bad", "abad", "bag", "baG", "gaD", "gar", "kera", "Kera", "Keda",
		"tola", "kund", "Gat", "kunj", "vihar", "gali", "mandi", "gate", "get", "Kand", "vala", "kot", "pul", "serai", "sarai", "sare",
		"ji", "jipuram", "aSram", "stan", "Tana", "darvaja", "nath", "naT", "das", "lal", "ram", "dev", "devi", "vati", "cok", "hata", "bagh",
	} {
		if key == end {
			return true
		}
	}
	return false
}
