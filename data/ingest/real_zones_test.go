package ingest_test

import (
	"context"
	"testing"

	"rasad/data"
	"rasad/data/ingest"
	"rasad/internal/pgtest"
)

func TestTmpZones(t *testing.T) {
	db := pgtest.Open(t)
	ctx := context.Background()
	_ = ctx
	addCity(t, db, "lucknow")
	addCity(t, db, "chennai")
	addCity(t, db, "kerala")
	addCity(t, db, "bhopal")
	log := func(r ingest.Report) { t.Log(r.Text("en")) }
	twice(t, db, ingest.Wards, ingest.Options{City: "lucknow", NoZones: true}, shared(t, "wards/lucknow_wards.geojson"))
	log(twice(t, db, ingest.Zones, ingest.Options{City: "lucknow"}, shared(t, "wards/lucknow_zones.geojson")))
	log(twice(t, db, ingest.Zones, ingest.Options{City: "lucknow", Plan: "eight"}, shared(t, "admin/lucknow_wards_8_zones.csv")))
	twice(t, db, ingest.Wards, ingest.Options{City: "chennai", NoZones: true}, shared(t, "wards/chennai_wards.geojson"))
	log(twice(t, db, ingest.Zones, ingest.Options{City: "chennai"}, shared(t, "wards/chennai_zones.geojson")))
	log(twice(t, db, ingest.Facilities, ingest.Options{City: "chennai", Kind: data.Kitchen}, shared(t, "facilities/chennai_amma_unavagam.geojson")))
	log(twice(t, db, ingest.Facilities, ingest.Options{City: "kerala", Kind: data.RationShop}, shared(t, "facilities/kerala_ration_shops.geojson")))
	log(twice(t, db, ingest.Facilities, ingest.Options{City: "lucknow", SkipBad: true}, shared(t, "facilities/lucknow_places.csv.gz")))
}
