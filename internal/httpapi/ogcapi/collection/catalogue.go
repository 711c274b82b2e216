package collection

import "rasad/data"

// All describes every collection, in the order in which they are listed. The caller owns the slice.
func All() []Info {
	return []Info{wards(), zones(), facilities(), neighbours(), delimitations(), roads(), places(), water(), green(), rail()}
}

func text(name, hi, en string) Property {
	return Property{Name: name, Type: String, TitleHi: hi, TitleEn: en}
}

func whole(name, hi, en string) Property {
	return Property{Name: name, Type: Integer, TitleHi: hi, TitleEn: en}
}

func day(name, hi, en string) Property {
	return Property{Name: name, Type: Date, TitleHi: hi, TitleEn: en}
}

func measure(name, unit, hi, en string) Property {
	return Property{Name: name, Type: Number, Unit: unit, TitleHi: hi, TitleEn: en}
}

func names() []Property {
	return []Property{text("name_hi", "नाम (हिन्दी)", "Name in Hindi"), text("name_en", "नाम (अंग्रेज़ी)", "Name in English")}
}

func with(first []Property, more ...Property) []Property { return append(first, more...) }

func wards() Info {
	return Info{
		ID: "wards", TitleHi: "वार्ड", TitleEn: "Wards", Geometry: Areas, Temporal: true,
		AboutHi: "शहर के वार्ड। datetime के बिना वर्तमान परिसीमन के; datetime के साथ उस समय लागू परिसीमन के।",
		AboutEn: "The wards of the city: of the current delimitation, or with datetime of the delimitation in force then.",
		Properties: with([]Property{text("code", "कूट", "Code"), whole("number", "क्रमांक", "Number")}, with(names(),
			text("zone", "ज़ोन", "Zone"), whole("population", "जनसंख्या", "Population"), whole("households", "परिवार", "Households"),
			measure("area_km2", "km2", "क्षेत्रफल (वर्ग किमी)", "Area in km²"),
			text("councillor_hi", "पार्षद (हिन्दी)", "Councillor in Hindi"), text("councillor_en", "पार्षद (अंग्रेज़ी)", "Councillor in English"),
			text("councillor_phone", "पार्षद कार्यालय का फ़ोन", "Telephone of the councillor's office"))...),
	}
}

func zones() Info {
	return Info{
		ID: "zones", TitleHi: "ज़ोन", TitleEn: "Zones", Geometry: Areas,
		AboutHi: "प्रकाशित योजना के ज़ोन: उनके वार्ड जोड़कर।", AboutEn: "The zones of the published plan, dissolved from their wards.",
		Properties: with([]Property{text("code", "कूट", "Code")}, with(names(), text("helpline", "हेल्पलाइन", "Helpline"),
			whole("wards", "वार्डों की संख्या", "Number of wards"), whole("population", "जनसंख्या", "Population"))...),
	}
}

func facilities() Info {
	kind := text("kind", "प्रकार", "Kind")
	for _, info := range data.Kinds() {
		kind.Enum = append(kind.Enum, string(info.Kind))
	}
	stock := text("stock", "भंडार", "Stock")
	stock.Enum = []string{string(data.StockIn), string(data.StockLow), string(data.StockOut)}
	return Info{
		ID: "facilities", TitleHi: "केंद्र", TitleEn: "Facilities", Geometry: Point,
		AboutHi: "राशन की दुकानें, रसोइयाँ, अस्पताल और दूसरे केंद्र।", AboutEn: "Ration shops, kitchens, hospitals and other places that people are served at.",
		Properties: with([]Property{kind}, with(names(),
			text("address_hi", "पता (हिन्दी)", "Address in Hindi"), text("address_en", "पता (अंग्रेज़ी)", "Address in English"),
			text("phone", "फ़ोन", "Telephone"), text("hours", "समय", "Opening hours"), whole("capacity", "क्षमता", "Capacity"),
			stock, day("stock_at", "भंडार की तिथि", "Date of the stock"), text("ward", "वार्ड", "Ward"), text("zone", "ज़ोन", "Zone"),
			text("external_id", "बाहरी क्रमांक", "Identifier at the source"), text("source", "स्रोत", "Source"))...),
	}
}

func neighbours() Info {
	return Info{
		ID: "ward_neighbours", TitleHi: "पड़ोसी वार्ड", TitleEn: "Neighbouring wards", Geometry: Line, TextID: true,
		AboutHi: "साझा सीमा वाले वार्डों के जोड़े और सीमा की लंबाई; रेखा दोनों के नाम-स्थान जोड़ती है।",
		AboutEn: "Pairs of wards that share a boundary, and its length; the line joins their label points.",
		Properties: []Property{
			text("ward_a", "पहला वार्ड", "First ward"), text("ward_b", "दूसरा वार्ड", "Second ward"),
			text("name_a_hi", "पहले का नाम (हिन्दी)", "Name of the first in Hindi"), text("name_a_en", "पहले का नाम (अंग्रेज़ी)", "Name of the first in English"),
			text("name_b_hi", "दूसरे का नाम (हिन्दी)", "Name of the second in Hindi"), text("name_b_en", "दूसरे का नाम (अंग्रेज़ी)", "Name of the second in English"),
			measure("shared_m", "m", "साझा सीमा (मीटर)", "Shared boundary in metres"),
		},
	}
}

func delimitations() Info {
	return Info{
		ID: "delimitations", TitleHi: "परिसीमन", TitleEn: "Delimitations", Geometry: NoShape, Temporal: true,
		AboutHi: "वार्डों के परिसीमन और उनके लागू रहने की अवधि।", AboutEn: "The delimitations of wards and when they were in force.",
		Properties: []Property{
			text("name", "नाम", "Name"), day("valid_from", "कब से", "In force from"), day("valid_to", "कब तक", "In force until"),
			{Name: "current", Type: Boolean, TitleHi: "वर्तमान", TitleEn: "Current"}, text("source", "स्रोत", "Source"), whole("wards", "वार्डों की संख्या", "Number of wards"),
		},
	}
}

func roads() Info {
	return Info{
		ID: "roads", TitleHi: "सड़कें", TitleEn: "Roads", Geometry: Line,
		AboutHi: "OpenStreetMap की सड़कें।", AboutEn: "Roads of OpenStreetMap.",
		Properties: with([]Property{text("class", "श्रेणी", "Class")}, with(names(), text("ref", "संख्या", "Reference"),
			text("oneway", "एकदिशीय", "One way"), text("bridge", "पुल", "Bridge"), text("tunnel", "सुरंग", "Tunnel"), text("surface", "सतह", "Surface"))...),
	}
}

func mapped(id, hi, en, aboutHi, aboutEn string, g Geometry) Info {
	return Info{
		ID: id, TitleHi: hi, TitleEn: en, AboutHi: aboutHi, AboutEn: aboutEn, Geometry: g,
		Properties: with([]Property{text("class", "श्रेणी", "Class")}, names()...),
	}
}

func places() Info {
	return mapped("places", "स्थान", "Places", "मुहल्ले, गाँव, स्टेशन: OpenStreetMap से।", "Suburbs, villages, stations: from OpenStreetMap.", Point)
}

func water() Info {
	return mapped("water", "जल", "Water", "नदियाँ, नहरें, झीलें: OpenStreetMap से।", "Rivers, canals, lakes: from OpenStreetMap.", AnyShape)
}

func green() Info {
	return mapped("green", "हरियाली", "Green", "उद्यान और वन: OpenStreetMap से।", "Parks and woods: from OpenStreetMap.", Areas)
}

func rail() Info {
	return mapped("rail", "रेल", "Rail", "रेल लाइनें: OpenStreetMap से।", "Railway lines: from OpenStreetMap.", Line)
}
