// Package data is the record: PostgreSQL with PostGIS. It is the only package that speaks SQL.
package data

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Options of a connection pool. The zero value is ready for use.
type Options struct {
	MaxConns int32 // 0: 8
	// StatementTimeout ends a statement that runs away; 0: 5 minutes, below 0: none. Imports set their own.
	StatementTimeout time.Duration
}

// DB is a pool of connections to the record. Safe for concurrent use.
type DB struct {
	pool *pgxpool.Pool
	url  string
}

// searchPath leaves out "$user": a user named as our schema would make tables of other tools land in it.
const searchPath = "public"

// Open connects to a PostgreSQL by its URL. The schema is made by Migrate.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	config.MaxConns = 8
	if o.MaxConns > 0 {
		config.MaxConns = o.MaxConns
	}
	timeout := 5 * time.Minute
	if o.StatementTimeout != 0 {
		timeout = max(0, o.StatementTimeout)
	}
	runtime := config.ConnConfig.RuntimeParams
	runtime["statement_timeout"] = fmt.Sprint(timeout.Milliseconds())
	runtime["max_parallel_workers_per_gather"] = "0" // a service's small queries: workers double the CPU for little
	runtime["timezone"] = "UTC"
	runtime["search_path"] = searchPath
	runtime["application_name"] = "rasad"
	config.AfterConnect = registerGeometry
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return &DB{pool: pool, url: url}, nil
}

// Pool is for the packages below data that write SQL of their own.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Ping asks whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pool.Ping(ctx) }

// Close waits for connections in use and closes all.
func (db *DB) Close() { db.pool.Close() }

// Write runs work in one transaction whose changes the change log ascribes to actor. It commits when work returns nil: only then
// is a write acknowledged.
func (db *DB) Write(ctx context.Context, actor string, work func(tx pgx.Tx) error) error {
	return pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT set_config('rasad.actor', $1, true)`, actor); err != nil {
			return fmt.Errorf("name the actor: %w", err)
		}
		return work(tx)
	})
}
