package ogctiles

import (
	"rasad/internal/httpapi/problem"
	"rasad/tiles"
)

// layerTitle names a layer for people.
func layerTitle(place int, lang problem.Lang) string {
	titles := [tiles.LayerCount][2]string{
		tiles.LayerFacilities: {"राशन की दुकानें, रसोइयाँ और दूसरे केंद्र", "Ration shops, kitchens and other places"},
		tiles.LayerGreen:      {"पार्क, वन, बाग, खेत", "Parks, woods, gardens, fields"},
		tiles.LayerPlaces:     {"मोहल्लों, गाँवों, स्टेशनों के नाम", "Names of quarters, villages, stations"},
		tiles.LayerRail:       {"रेल लाइनें", "Railways"},
		tiles.LayerRoads:      {"सड़कें और रास्ते", "Roads and paths"},
		tiles.LayerWardLabels: {"हर वार्ड के भीतर एक बिंदु", "A point inside each ward"},
		tiles.LayerWards:      {"वार्ड", "Wards"},
		tiles.LayerWater:      {"नदियाँ, झीलें, तालाब, नहरें, नाले", "Rivers, lakes, ponds, canals, drains"},
		tiles.LayerZoneLabels: {"हर ज़ोन के भीतर एक बिंदु", "A point inside each zone"},
		tiles.LayerZones:      {"ज़ोन", "Zones"},
	}
	if lang == problem.Hindi {
		return titles[place][0]
	}
	return titles[place][1]
}
