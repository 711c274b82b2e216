package names

import "testing"

func TestKeys(t *testing.T) {
	for _, w := range []string{"हजरतगंज", "हज़रतगंज", "Hazratganj", "hajratganj", "gunj", "राजेन्द्र", "राजेंद्र", "rajendra", "लखनऊ", "Lucknow", "Lakhnau", "रायबरेली", "Raebareli", "चौक", "Chowk", "वार्ड", "ward", "सड़क", "sadak", "लक्ष्मी", "Laxmi", "Lakshmi", "खेड़ा", "Kheda", "गाँव", "gaon", "एलडीए", "LDA", "ज्ञान", "Gyan", "मड़ियांव", "Madiyaon", "फैजाबाद", "Faizabad", "Phaizabad"} {
		for _, s := range split(w, 9) {
			t.Log(w, s, keyOf(s.text), initials(s.text))
		}
	}
	x := Build([]Entry{{En: "Hazratganj", Hi: "हज़रतगंज"}, {En: "Gomti Nagar"}, {En: "Rajendra Nagar", Hi: "राजेंद्र नगर"}})
	for _, q := range []string{"हजरतगंज", "hazrat gunj", "hajr", "gomtinagar", "rajender nagar", "nagar rajendr"} {
		t.Log(q, x.Find(q, 3))
	}
}
