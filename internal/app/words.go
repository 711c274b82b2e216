package app

const (
	descriptionHi = "रसद: शहर के वार्ड, ज़ोन, राशन की दुकानें और रसोइयाँ नक्शे पर।"
	descriptionEn = "Rasad: a city's wards, zones, ration shops and kitchens on a map."
)

// helpWords are the words of --help in one language.
func helpWords(lang string) map[string]string {
	words := map[string]string{}
	for name, both := range helpTable() {
		words["help_"+name] = both[1]
		if lang == "hi" {
			words["help_"+name] = both[0]
		}
	}
	return words
}

// helpTable holds Hindi, English.
func helpTable() map[string][2]string {
	return map[string][2]string{
		"data":              {"सब कुछ इसी फ़ोल्डर में रहता है।", "Folder that holds everything."},
		"database":          {"अपना PostgreSQL (PostGIS सहित); न देने पर निजी चलता है।", "PostgreSQL with PostGIS to use; without it, a private one is run."},
		"log":               {"लॉग का रूप।", "Form of the log."},
		"log_level":         {"लॉग कितना विस्तार से हो।", "How much is logged."},
		"lang":              {"संदेशों की भाषा: hi या en।", "Language of messages: hi or en."},
		"addr":              {"सेवा का पता।", "Address of the service."},
		"metrics_public":    {"/metrics दूसरी मशीनों को भी दिखाएँ।", "Show /metrics to other machines as well."},
		"no_worker":         {"पन्नों का ऑफ़लाइन भाग (सर्विस वर्कर) वापस लें; फ़ोनों में रखी प्रतियाँ मिट जाती हैं।", "Take the pages’ service worker back; what phones keep for offline use is deleted."},
		"cache_mb":          {"बनी हुई टाइलों के लिए स्मृति, MB।", "Memory for finished tiles, MB."},
		"serve":             {"सेवा चलाएँ।", "Run the service."},
		"serve_demo":        {"नमूना शहर न हो तो पहले भरें।", "Load the demo city first if it is missing."},
		"demo":              {"नमूना शहर बनाएँ और भरें।", "Make and load the demo city."},
		"demo_dir":          {"नमूना शहर की फ़ाइलों का फ़ोल्डर।", "Folder for the demo city's files."},
		"demo_seed":         {"बीज: वही बीज, वही शहर।", "Seed: the same seed, the same city."},
		"booklet":           {"शहर की पुस्तिका (PDF) बनाएँ: हर वार्ड का नक्शा, दुकानें और फ़ोन।", "Write a city's booklet (PDF): map, shops and phones of each ward."},
		"booklet_out":       {"पुस्तिका की फ़ाइल।", "File to write."},
		"booklet_address":   {"सेवा का पता, पन्नों पर छापने के लिए।", "Address of the service, printed on the pages."},
		"import":            {"फ़ाइलें आयात करें: सब या कुछ नहीं; दोबारा चलाने से कुछ नहीं बदलता।", "Import files: all or nothing; a second run changes nothing."},
		"import_wards":      {"वार्ड की सीमाएँ।", "Ward boundaries."},
		"import_zones":      {"ज़ोन और उनके वार्ड।", "Zones and their wards."},
		"import_facilities": {"दुकानें, रसोइयाँ और अन्य केंद्र।", "Shops, kitchens and other facilities."},
		"import_population": {"वार्डों की जनसंख्या और परिवार।", "Population and households of wards."},
		"import_osm":        {"OpenStreetMap से सड़कें, पानी, हरियाली, रेल, स्थान।", "Roads, water, green, rail and places from OpenStreetMap."},
		"files":             {"फ़ाइलें।", "The files."},
		"city_flag":         {"शहर की पहचान।", "Id of the city."},
		"dry_run":           {"केवल जाँचें और बताएँ, कुछ न लिखें।", "Check and report only; write nothing."},
		"skip_bad":          {"ग़लत पंक्तियाँ छोड़कर बाक़ी आयात करें।", "Leave bad rows out instead of refusing the file."},
		"map":               {"फ़ाइल का स्तंभ चुनें: क्षेत्र=स्तंभ।", "Choose a column of the file: field=column."},
		"crs":               {"फ़ाइल का प्रक्षेप।", "Projection of the file."},
		"encoding":          {"फ़ाइल की लिपि-कूट।", "Text encoding of the file."},
		"source":            {"आँकड़े कहाँ से आए।", "Where the data come from."},
		"attribution":       {"आँकड़ों के साथ दिखाई जाने वाली श्रेय-पंक्ति।", "Line of credit to show with the data."},
		"data_date":         {"आँकड़ों का दिन।", "Day of the data."},
		"delimitation":      {"परिसीमन का नाम।", "Name of the delimitation."},
		"valid_from":        {"परिसीमन किस दिन से लागू है।", "Day on which the delimitation takes effect."},
		"duplicates":        {"एक वार्ड की दो पंक्तियाँ हों तो।", "What to do with two rows for one ward."},
		"repair":            {"वार्डों के बीच की दरारें और चढ़ाव ठीक करें।", "Close slivers and remove overlaps between wards."},
		"no_zones":          {"ज़ोन के स्तंभ से ज़ोन न बनाएँ।", "Make no zones from the zone column."},
		"plan":              {"ज़ोन योजना का नाम।", "Name of the zone plan."},
		"kind":              {"केंद्र का प्रकार, जहाँ फ़ाइल न बताए।", "Kind of facility where the file names none."},
		"replace":           {"फ़ाइल में जो नहीं रहे, उन्हें हटाएँ।", "Remove those that the files no longer list."},
		"city":              {"शहर जोड़ें, देखें, हटाएँ।", "Add, list and remove cities."},
		"city_add":          {"शहर जोड़ें या उसका विवरण बदलें।", "Add a city or change what is said of it."},
		"city_list":         {"शहरों की सूची।", "List the cities."},
		"city_remove":       {"शहर और उसका सब कुछ हटाएँ।", "Remove a city and all that is in it."},
		"city_id":           {"पहचान: छोटे अंग्रेज़ी अक्षर, अंक, -।", "Id: small letters, digits, -."},
		"name_hi":           {"हिंदी नाम।", "Name in Hindi."},
		"name_en":           {"अंग्रेज़ी नाम।", "Name in English."},
		"state":             {"राज्य।", "State."},
		"helpline":          {"सहायता फ़ोन।", "Helpline."},
		"yes":               {"बिना पूछे हटाएँ।", "Remove without asking."},
		"locate":            {"CSV की हर पंक्ति में वार्ड और ज़ोन जोड़ें।", "Add ward and zone to each row of a CSV."},
		"locate_file":       {"CSV फ़ाइल; - से मानक इनपुट।", "The CSV file; - is standard input."},
		"locate_output":     {"परिणाम की फ़ाइल; न देने पर मानक आउटपुट।", "File for the result; standard output without it."},
		"locate_lon":        {"देशांतर का स्तंभ, नाम या क्रमांक।", "Column of the longitude, name or number."},
		"locate_lat":        {"अक्षांश का स्तंभ, नाम या क्रमांक।", "Column of the latitude, name or number."},
		"locate_separator":  {"विभाजक; tab भी।", "Separator; or the word tab."},
		"locate_strict":     {"पहली ग़लत पंक्ति पर रुकें।", "Stop at the first bad row."},
		"search":            {"नाम से वार्ड, दुकान, सड़क या जगह खोजें।", "Find wards, shops, streets and places by name."},
		"search_text":       {"नाम या उसका भाग, किसी भी लिपि और वर्तनी में।", "A name or part of one, in any script and spelling."},
		"search_limit":      {"अधिक से अधिक कितने।", "How many at most."},
		"migrate":           {"डेटाबेस को इस संस्करण तक लाएँ।", "Bring the database up to this version."},
		"health":            {"चलती सेवा से पूछें कि वह तैयार है या नहीं।", "Ask a running service whether it is ready."},
		"version":           {"संस्करण।", "The version."},
	}
}
