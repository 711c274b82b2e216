package demo

import (
	"fmt"
	"math/rand/v2"
)

// name is written in Devanagari and in Latin letters; both or neither.
type name struct{ hi, en string }

func (n name) empty() bool { return n.hi == "" }

func (n name) with(hi, en string) name { return name{n.hi + hi, n.en + en} }

// namer gives names that sound as those of a city of Uttar Pradesh do. It remembers what it gave, so that neighbourhoods differ.
type namer struct {
	given   map[string]bool
	counter map[string]int // numbered lanes, by neighbourhood
}

func newNamer() *namer { return &namer{given: map[string]bool{}, counter: map[string]int{}} }

func stems() []name {
	return []name{{"राम", "Ram"}, {"कृष्णा", "Krishna"}, {"शिव", "Shiv"}, {"गणेश", "Ganesh"}, {"लक्ष्मी", "Lakshmi"}, {"दुर्गा", "Durga"}, {"गंगा", "Ganga"},
		{"यमुना", "Yamuna"}, {"हनुमान", "Hanuman"}, {"गोपाल", "Gopal"}, {"माधव", "Madhav"}, {"केशव", "Keshav"}, {"गोविंद", "Govind"}, {"इंदिरा", "Indira"},
		{"नेहरू", "Nehru"}, {"गांधी", "Gandhi"}, {"पटेल", "Patel"}, {"सुभाष", "Subhash"}, {"आज़ाद", "Azad"}, {"तिलक", "Tilak"}, {"विवेकानंद", "Vivekanand"},
		{"कबीर", "Kabir"}, {"रविदास", "Ravidas"}, {"तुलसी", "Tulsi"}, {"अशोक", "Ashok"}, {"चाणक्य", "Chanakya"}, {"राजा", "Raja"}, {"नवाब", "Nawab"},
		{"हुसैन", "Husain"}, {"अली", "Ali"}, {"रहीम", "Rahim"}, {"मौलवी", "Maulvi"}, {"काज़ी", "Kazi"}, {"शाह", "Shah"}, {"बेगम", "Begum"}, {"दौलत", "Daulat"},
		{"सराय", "Sarai"}, {"पीर", "Pir"}, {"फ़तेह", "Fateh"}, {"शांति", "Shanti"}, {"आदर्श", "Adarsh"}, {"प्रेम", "Prem"}, {"न्यू", "New"}, {"विकास", "Vikas"},
		{"आवास", "Awas"}, {"सरस्वती", "Saraswati"}, {"पार्वती", "Parvati"}, {"मीरा", "Meera"}, {"भगत सिंह", "Bhagat Singh"}, {"राणा प्रताप", "Rana Pratap"}}
}

func suffixes(s style) []name {
	switch s {
	case oldTown:
		return []name{{" टोला", " Tola"}, {" गंज", " Ganj"}, {" मंडी", " Mandi"}, {" कटरा", " Katra"}, {" बाग़", " Bagh"}, {" हाता", " Hata"}, {" सराय", " Sarai"}}
	case dense:
		return []name{{" गंज", " Ganj"}, {" नगर", " Nagar"}, {" बाग़", " Bagh"}, {" खेड़ा", " Khera"}, {" मंडी", " Mandi"}, {" पुरा", " Pura"}}
	case colony:
		return []name{{" विहार", " Vihar"}, {" नगर", " Nagar"}, {" पुरम", " Puram"}, {" कॉलोनी", " Colony"}, {" एन्क्लेव", " Enclave"}, {" कुंज", " Kunj"}}
	case civil, cantonment, campus:
		return []name{{" लाइन्स", " Lines"}, {" बाग़", " Bagh"}, {" पार्क", " Park"}, {" एस्टेट", " Estate"}}
	case industrial:
		return []name{{" औद्योगिक क्षेत्र", " Industrial Area"}, {" मिल्स", " Mills"}, {" नगर", " Nagar"}}
	}
	return []name{{" खेड़ा", " Khera"}, {" पुर", "pur"}, {" पुरवा", " Purwa"}, {" नगला", " Nagla"}, {" गाँव", " Gaon"}, {" ग्रंट", " Grant"}}
}

// mohalla is a new name of a neighbourhood.
func (n *namer) mohalla(s style, r *rand.Rand) name {
	for try := 0; ; try++ {
		stem, suffix := pick(r, stems()), pick(r, suffixes(s))
		hi := suffix.hi
		if suffix.en == "pur" {
			hi = "पुर" // joined to its stem
		}
		got := name{stem.hi + hi, stem.en + suffix.en}
		if try > 30 {
			n.counter[got.en]++
			part := n.counter[got.en] + 1
			got = got.with(fmt.Sprintf(" भाग %d", part), fmt.Sprintf(" Part %d", part))
		}
		if !n.given[got.en] {
			n.given[got.en] = true
			return got
		}
	}
}

func people() []name {
	return []name{{"मुंशी प्रेमचंद", "Munshi Premchand"}, {"महाराणा प्रताप", "Maharana Pratap"}, {"स्वामी विवेकानंद", "Swami Vivekanand"}, {"संत कबीर", "Sant Kabir"},
		{"राजेंद्र प्रसाद", "Rajendra Prasad"}, {"सरदार पटेल", "Sardar Patel"}, {"मदन मोहन मालवीय", "Madan Mohan Malaviya"}, {"चंद्रशेखर आज़ाद", "Chandrashekhar Azad"},
		{"राम मनोहर लोहिया", "Ram Manohar Lohia"}, {"गोविंद बल्लभ पंत", "Govind Ballabh Pant"}, {"बेगम हज़रत महल", "Begum Hazrat Mahal"}, {"मंगल पांडे", "Mangal Pandey"},
		{"झलकारी बाई", "Jhalkari Bai"}, {"ज्योतिबा फुले", "Jyotiba Phule"}, {"सावित्रीबाई फुले", "Savitribai Phule"}, {"संत रविदास", "Sant Ravidas"},
		{"महादेवी वर्मा", "Mahadevi Verma"}, {"अशफ़ाक़ उल्ला ख़ाँ", "Ashfaqulla Khan"}, {"राम प्रसाद बिस्मिल", "Ram Prasad Bismil"}, {"कस्तूरबा", "Kasturba"},
		{"तुलसीदास", "Tulsidas"}, {"मिर्ज़ा ग़ालिब", "Mirza Ghalib"}, {"मीर तक़ी मीर", "Mir Taqi Mir"}, {"आर्यभट्ट", "Aryabhatta"}}
}

func trades() []name {
	return []name{{"सुनार", "Sunar"}, {"हलवाई", "Halwai"}, {"कपड़ा", "Kapda"}, {"बर्तन", "Bartan"}, {"इत्र", "Itra"}, {"चूड़ी", "Chudi"}, {"लोहार", "Lohar"},
		{"कुम्हार", "Kumhar"}, {"पतंग", "Patang"}, {"दर्ज़ी", "Darzi"}, {"सब्ज़ी मंडी", "Sabzi Mandi"}, {"फूल मंडी", "Phool Mandi"}, {"गुड़ मंडी", "Gud Mandi"},
		{"काग़ज़", "Kagaz"}, {"ठठेरा", "Thathera"}, {"चिकन", "Chikan"}, {"बज़ाज़ा", "Bazaza"}, {"मोची", "Mochi"}, {"दाल मंडी", "Dal Mandi"}, {"तंबाकू", "Tambaku"}}
}

// through names a street between neighbourhoods.
func (n *namer) through(s style, k kind, r *rand.Rand) name {
	switch {
	case k == none || s == farm && k != tertiary:
		return name{}
	case s == oldTown && k == tertiary:
		return pick(r, trades()).with(" बाज़ार", " Bazaar")
	case s == oldTown:
		return pick(r, trades()).with(" गली", " Gali")
	case k == secondary || k == tertiary:
		return pick(r, people()).with(" मार्ग", " Marg")
	case chance(r, 0.6):
		return pick(r, stems()).with(" मार्ग", " Marg")
	}
	return pick(r, []name{{"मंदिर", "Mandir"}, {"मस्जिद", "Masjid"}, {"स्कूल", "School"}, {"नहर", "Nahar"}, {"तालाब", "Talab"}, {"बाज़ार", "Bazaar"}, {"पानी की टंकी", "Pani ki Tanki"}}).with(" रोड", " Road")
}

// lane names a street within a neighbourhood; many have no name.
func (n *namer) lane(u *unit, k kind, r *rand.Rand) name {
	if u.style == farm || k == track || k == service || u.name.empty() {
		return name{}
	}
	if u.style == oldTown && chance(r, 0.2) {
		return pick(r, trades()).with(" वाली गली", " Wali Gali")
	}
	if chance(r, 0.38) {
		return name{}
	}
	n.counter[u.name.en]++
	number := n.counter[u.name.en]
	if u.style == colony {
		return u.name.with(fmt.Sprintf(" मार्ग %d", number), fmt.Sprintf(" Marg %d", number))
	}
	return u.name.with(fmt.Sprintf(" गली %d", number), fmt.Sprintf(" Gali %d", number))
}

// alley names a blind alley.
func (n *namer) alley(u *unit, r *rand.Rand) name {
	if u.style == oldTown && chance(r, 0.35) {
		before, stem := pick(r, []name{{"कूचा ", "Kucha "}, {"छत्ता ", "Chhatta "}, {"अहाता ", "Ahata "}}), pick(r, stems())
		return before.with(stem.hi, stem.en)
	}
	return name{}
}
