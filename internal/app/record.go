package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rasad/data"
	"rasad/internal/pgcluster"
)

// record is an open, migrated record, and the private cluster under it if there is one.
type record struct {
	db      *data.DB
	cluster *pgcluster.Cluster // nil: DATABASE_URL
	url     string
}

// stopWithin bounds the stopping of what is under a command: its own context may have ended already.
const stopWithin = 30 * time.Second

// openRecord starts the private PostGIS unless a database is given, brings the schema up to date and connects.
func (p *program) openRecord(ctx context.Context) (*record, error) {
	r := &record{url: p.config.Database}
	if r.url == "" {
		cluster, err := pgcluster.Start(ctx, pgcluster.Options{Folder: p.config.ClusterFolder(), Log: p.log.Info})
		if err != nil {
			return nil, p.clusterError(err)
		}
		r.cluster, r.url = cluster, cluster.URL()
	}
	if err := r.connect(ctx); err != nil {
		return nil, errors.Join(p.databaseError(err), r.close())
	}
	return r, nil
}

func (r *record) connect(ctx context.Context) error {
	if err := data.Migrate(ctx, r.url); err != nil {
		return err
	}
	db, err := data.Open(ctx, r.url, data.Options{})
	r.db = db
	return err
}

func (p *program) clusterError(err error) error {
	return &told{
		hi:    "निजी PostGIS नहीं चल सका; DATABASE_URL से अपना डेटाबेस दे सकते हैं, या RASAD_DATA से दूसरा फ़ोल्डर",
		en:    "the private PostGIS did not start; DATABASE_URL names a database of yours instead, RASAD_DATA another folder",
		cause: err,
	}
}

func (p *program) databaseError(err error) error {
	if p.config.Database == "" || errors.Is(err, context.Canceled) {
		return err
	}
	return &told{
		hi:    "DATABASE_URL का डेटाबेस नहीं खुला; जाँचें कि वह चल रहा है और उसमें PostGIS है",
		en:    "the database of DATABASE_URL could not be used; check that it runs and has PostGIS",
		cause: err,
	}
}

// close lets the connections go and stops the cluster, unless other processes use it.
func (r *record) close() error {
	if r.db != nil {
		r.db.Close()
	}
	if r.cluster == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	if err := r.cluster.Close(ctx); err != nil {
		return fmt.Errorf("stop the private PostGIS: %w", err)
	}
	return nil
}

// withRecord opens the record for one piece of work.
func (p *program) withRecord(ctx context.Context, work func(*record) error) (err error) {
	r, err := p.openRecord(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.close()) }()
	return work(r)
}

// findCity reads a city, or says how to add it.
func findCity(ctx context.Context, db *data.DB, id string) (city data.City, err error) {
	found := false
	err = db.Read(ctx, func(r *data.Reader) error {
		cities, err := r.Cities(ctx)
		for _, c := range cities {
			if c.ID == id {
				city, found = c, true
			}
		}
		return err
	})
	if err == nil && !found {
		err = &told{
			hi: fmt.Sprintf("शहर %q नहीं है; जोड़ें: rasad city add %s --name-hi … --name-en …", id, id),
			en: fmt.Sprintf("there is no city %q; add it: rasad city add %s --name-hi … --name-en …", id, id),
		}
	}
	return city, err
}
