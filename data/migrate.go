package data

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema up to date. Several processes may call it at once: one works, the others wait.
func Migrate(ctx context.Context, url string) error {
	return withMigrations(ctx, url, func(provider *goose.Provider) error {
		_, err := provider.Up(ctx)
		return err
	})
}

// MigrateDown takes the schema back to a version; 0 removes all. It destroys data.
func MigrateDown(ctx context.Context, url string, version int64) error {
	return withMigrations(ctx, url, func(provider *goose.Provider) error {
		_, err := provider.DownTo(ctx, version)
		return err
	})
}

// Migrations are the SQL files, for a test's template database to be named after.
func Migrations() (fs.FS, error) { return fs.Sub(migrations, "migrations") }

func withMigrations(ctx context.Context, url string, work func(*goose.Provider) error) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("database address: %w", err)
	}
	config.RuntimeParams["search_path"] = searchPath
	db := stdlib.OpenDB(*config)
	defer db.Close()
	files, err := Migrations()
	if err != nil {
		return err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if err := work(provider); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}
