package ingest

import "maps"

// synonymsOf are the column names by which cities' files call each field of an importer, best first. Spelling is folded before
// comparison: case, spaces, underscores and the nukta do not matter.
func synonymsOf(what string) map[string][]string {
	fields := map[string][]string{}
	switch what {
	case "wards", "population":
		maps.Copy(fields, wardColumns())
		maps.Copy(fields, zoneColumns())
	case "zones":
		maps.Copy(fields, wardColumns())
		maps.Copy(fields, zoneColumns())
		delete(fields, "code")
		fields["ward"] = wardCodeNames()
		fields["ward_name"] = []string{"ward_name", "wardname", "name_of_ward", "वार्ड का नाम", "वार्ड नाम"}
		fields["name"] = []string{"name", "नाम"}
	case "facilities":
		maps.Copy(fields, facilityColumns())
	}
	return fields
}

func wardCodeNames() []string {
	return []string{
		"ward_no", "ward_num", "ward_number", "wardno", "wardnum", "ward no.", "prabhag_no", "prabhag_number", "ward_code", "ward_id", "wardid",
		"वार्ड संख्या", "वार्ड नं", "वार्ड नंबर", "वार्ड क्रमांक", "वार्ड सं", "प्रभाग क्रमांक", "प्रभाग संख्या", "wno", "w_no", "ward", "prabhag", "वार्ड", "प्रभाग",
	}
}

func wardColumns() map[string][]string {
	return map[string][]string{
		"code":             append(wardCodeNames(), "code", "number", "no", "num", "क्रमांक", "संख्या"),
		"name":             {"ward_name", "name_of_ward", "ward_nm", "वार्ड का नाम", "वार्ड नाम", "प्रभाग का नाम", "name", "name2", "name1", "नाम", "title"},
		"name_hi":          {"name_hi", "ward_name_hi", "ward_name_hindi", "name_hindi", "hindi_name", "name:hi", "नाम हिंदी", "हिंदी नाम", "name-mr", "name:mr", "name_mr"},
		"name_en":          {"name_en", "ward_name_en", "ward_name_english", "name_english", "english_name", "name:en", "अंग्रेजी नाम", "नाम अंग्रेजी"},
		"population":       {"population", "pop_total", "total_population", "tot_p", "tot_pop", "totalpop", "pop", "जनसंख्या", "कुल जनसंख्या", "आबादी"},
		"councillor":       {"councillor", "councilor", "corporator", "parshad", "parsad", "sabhasad", "ward_member", "पार्षद", "पार्षद का नाम", "सभासद", "नगरसेवक"},
		"councillor_hi":    {"councillor_hi", "corporator_hi", "पार्षद हिंदी"},
		"councillor_en":    {"councillor_en", "corporator_en", "पार्षद अंग्रेजी"},
		"councillor_phone": {"councillor_phone", "corporator_phone", "councillor_mobile", "corporator_mobile", "पार्षद फोन", "पार्षद मोबाइल", "पार्षद का फोन"},
		"households":       {"households", "no_hh", "hh", "household", "total_households", "no_of_households", "परिवार", "परिवारों की संख्या", "घर"},
	}
}

func zoneColumns() map[string][]string {
	return map[string][]string{
		"zone":         {"zone_no", "zone_num", "zone_number", "zone_code", "zone_id", "zone no.", "जोन संख्या", "जोन नं", "जोन क्रमांक", "zone", "जोन", "अंचल", "मंडल"},
		"zone_name":    {"zone_name", "name_of_zone", "जोन का नाम", "जोन नाम"},
		"zone_name_hi": {"zone_name_hi", "zone_name_hindi"},
		"zone_name_en": {"zone_name_en", "zone_name_english"},
		"helpline":     {"helpline", "zone_helpline", "control_room", "हेल्पलाइन", "सहायता नंबर"},
	}
}

func facilityColumns() map[string][]string {
	return map[string][]string{
		"kind":        {"kind", "facility_type", "facility_kind", "type", "category", "amenity", "प्रकार", "श्रेणी", "किस्म"},
		"name":        {"name", "facility_name", "shop_name", "kitchen_name", "centre_name", "center_name", "title", "नाम", "दुकान का नाम", "केंद्र का नाम", "रसोई का नाम", "description"},
		"name_hi":     {"name_hi", "name_hindi", "hindi_name", "name:hi", "हिंदी नाम", "नाम हिंदी"},
		"name_en":     {"name_en", "name_english", "english_name", "name:en", "अंग्रेजी नाम", "नाम अंग्रेजी"},
		"address":     {"address", "full_address", "addr", "location", "place", "पता", "स्थान"},
		"address_hi":  {"address_hi", "address_hindi", "पता हिंदी"},
		"address_en":  {"address_en", "address_english", "पता अंग्रेजी"},
		"phone":       {"phone", "phone_no", "phone_number", "mobile", "mobile_no", "contact", "contact_no", "contact_number", "telephone", "tel", "फोन", "फोन नंबर", "मोबाइल", "मोबाइल नंबर", "दूरभाष"},
		"hours":       {"hours", "opening_hours", "timings", "timing", "open_hours", "समय", "खुलने का समय"},
		"capacity":    {"capacity", "meals", "meals_per_slot", "meals_per_day", "seats", "beds", "cards", "क्षमता", "भोजन क्षमता"},
		"stock":       {"stock", "stock_kg", "available", "भंडार", "स्टॉक", "stock_state", "stock_status"},
		"stock_at":    {"stock_at", "stock_date", "stock_day", "stock_as_of", "भंडार की तारीख", "भंडार तिथि"},
		"external_id": {"external_id", "licence", "license", "licence_no", "license_no", "fps_id", "fps_code", "fps_no", "shop_id", "shop_no", "facility_id", "लाइसेंस", "लाइसेंस संख्या", "दुकान संख्या", "id", "@id", "osm_id"},
		"ward":        wardCodeNames(),
	}
}
