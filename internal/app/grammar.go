package app

import (
	"time"

	"rasad/internal/config"
)

// commandLine is the grammar; ${help_…} are filled from helpWords in the reader's language.
type commandLine struct {
	config.Config
	Lang string `name:"lang" env:"RASAD_LANG" enum:"hi,en," default:"" help:"${help_lang}"`

	Serve   serveCommand   `cmd:"" help:"${help_serve}"`
	Demo    demoCommand    `cmd:"" help:"${help_demo}"`
	Import  importCommands `cmd:"" help:"${help_import}"`
	City    cityCommands   `cmd:"" help:"${help_city}"`
	Locate  locateCommand  `cmd:"" help:"${help_locate}"`
	Booklet bookletCommand `cmd:"" help:"${help_booklet}"`
	Search  searchCommand  `cmd:"" help:"${help_search}"`
	Migrate migrateCommand `cmd:"" help:"${help_migrate}"`
	Health  healthCommand  `cmd:"" help:"${help_health}"`
	Version versionCommand `cmd:"" help:"${help_version}"`
}

type serveCommand struct {
	config.Serve
	Demo bool `name:"demo" help:"${help_serve_demo}"`
}

type demoCommand struct {
	Dir  string `name:"dir" type:"path" placeholder:"FOLDER" help:"${help_demo_dir}"`
	Seed uint64 `name:"seed" default:"1" help:"${help_demo_seed}"`
}

type importCommands struct {
	Wards      importWards      `cmd:"" help:"${help_import_wards}"`
	Zones      importZones      `cmd:"" help:"${help_import_zones}"`
	Facilities importFacilities `cmd:"" help:"${help_import_facilities}"`
	Population importPopulation `cmd:"" help:"${help_import_population}"`
	OSM        importOSM        `cmd:"" name:"osm" help:"${help_import_osm}"`
}

// importFlags are common to all imports.
type importFlags struct {
	Files       []string          `arg:"" name:"file" help:"${help_files}"`
	City        string            `name:"city" required:"" help:"${help_city_flag}"`
	DryRun      bool              `name:"dry-run" help:"${help_dry_run}"`
	SkipBad     bool              `name:"skip-bad" help:"${help_skip_bad}"`
	Map         map[string]string `name:"map" mapsep:"none" placeholder:"FIELD=COLUMN" help:"${help_map}"`
	CRS         string            `name:"crs" placeholder:"EPSG:32644" help:"${help_crs}"`
	Encoding    string            `name:"encoding" placeholder:"windows-1252" help:"${help_encoding}"`
	Source      string            `name:"source" help:"${help_source}"`
	Attribution string            `name:"attribution" help:"${help_attribution}"`
	DataDate    time.Time         `name:"data-date" format:"2006-01-02" placeholder:"2026-11-23" help:"${help_data_date}"`
}

type importWards struct {
	importFlags
	Delimitation string    `name:"delimitation" help:"${help_delimitation}"`
	ValidFrom    time.Time `name:"valid-from" format:"2006-01-02" placeholder:"2026-11-23" help:"${help_valid_from}"`
	Duplicates   string    `name:"duplicates" enum:"fail,first,merge" default:"fail" help:"${help_duplicates}"`
	Repair       bool      `name:"repair" help:"${help_repair}"`
	NoZones      bool      `name:"no-zones" help:"${help_no_zones}"`
}

type importZones struct {
	importFlags
	Delimitation string `name:"delimitation" help:"${help_delimitation}"`
	Plan         string `name:"plan" help:"${help_plan}"`
}

type importFacilities struct {
	importFlags
	Kind    string `name:"kind" help:"${help_kind}"`
	Replace bool   `name:"replace" help:"${help_replace}"`
}

type importPopulation struct {
	importFlags
	Delimitation string `name:"delimitation" help:"${help_delimitation}"`
}

type importOSM struct{ importFlags }

type cityCommands struct {
	Add    cityAdd    `cmd:"" help:"${help_city_add}"`
	List   cityList   `cmd:"" help:"${help_city_list}"`
	Remove cityRemove `cmd:"" help:"${help_city_remove}"`
}

type cityAdd struct {
	ID          string    `arg:"" name:"id" help:"${help_city_id}"`
	NameHi      string    `name:"name-hi" help:"${help_name_hi}"`
	NameEn      string    `name:"name-en" help:"${help_name_en}"`
	StateHi     string    `name:"state-hi" help:"${help_state}"`
	StateEn     string    `name:"state-en" help:"${help_state}"`
	Helpline    string    `name:"helpline" help:"${help_helpline}"`
	Attribution string    `name:"attribution" help:"${help_attribution}"`
	DataDate    time.Time `name:"data-date" format:"2006-01-02" placeholder:"2026-11-23" help:"${help_data_date}"`
}

type cityList struct{}

type cityRemove struct {
	ID  string `arg:"" name:"id" help:"${help_city_id}"`
	Yes bool   `name:"yes" help:"${help_yes}"`
}

type locateCommand struct {
	File      string `arg:"" name:"file" help:"${help_locate_file}"`
	City      string `name:"city" required:"" help:"${help_city_flag}"`
	Output    string `name:"output" short:"o" type:"path" placeholder:"FILE" help:"${help_locate_output}"`
	Lon       string `name:"lon" placeholder:"COLUMN" help:"${help_locate_lon}"`
	Lat       string `name:"lat" placeholder:"COLUMN" help:"${help_locate_lat}"`
	Separator string `name:"separator" placeholder:"CHAR" help:"${help_locate_separator}"`
	Strict    bool   `name:"strict" help:"${help_locate_strict}"`
}

type searchCommand struct {
	Query []string `arg:"" name:"text" help:"${help_search_text}"`
	City  string   `name:"city" required:"" help:"${help_city_flag}"`
	Limit int      `name:"limit" default:"8" help:"${help_search_limit}"`
}

type (
	migrateCommand struct{}
	versionCommand struct{}
	healthCommand  struct {
		Addr string `name:"addr" env:"RASAD_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"${help_addr}"`
	}
)
