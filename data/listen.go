package data

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Listen rings whenever the record may have changed: on a notification, and after each (re)connection, as notifications may have
// been lost. Several rings may become one. The channel is closed when ctx ends.
func (db *DB) Listen(ctx context.Context) <-chan struct{} {
	bell := make(chan struct{}, 1)
	go func() {
		defer close(bell)
		for pause := 50 * time.Millisecond; ctx.Err() == nil; pause = min(2*pause, 5*time.Second) {
			if db.listenOnce(ctx, bell) {
				pause = 50 * time.Millisecond
			}
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
	}()
	return bell
}

// listenOnce holds one connection until it breaks. connected tells whether it ever listened.
func (db *DB) listenOnce(ctx context.Context, bell chan<- struct{}) (connected bool) {
	config := db.pool.Config().ConnConfig.Copy()
	config.RuntimeParams["statement_timeout"] = "0"
	config.RuntimeParams["application_name"] = "rasad bell"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return false
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `LISTEN rasad_changes`); err != nil {
		return false
	}
	for {
		ring(bell)
		if !awaitNotification(ctx, conn) {
			return true
		}
	}
}

// awaitNotification returns true on a notification and false when the connection is lost. A connection that is silent is asked now
// and then, so that a dead peer is found out.
func awaitNotification(ctx context.Context, conn *pgx.Conn) bool {
	for {
		wait, cancel := context.WithTimeout(ctx, 10*time.Second)
		_, err := conn.WaitForNotification(wait)
		cancel()
		if err == nil {
			return true
		}
		if ctx.Err() != nil || wait.Err() == nil || conn.IsClosed() {
			return false
		}
		ping, cancel := context.WithTimeout(ctx, 5*time.Second)
		err = conn.Ping(ping)
		cancel()
		if err != nil {
			return false
		}
	}
}

func ring(bell chan<- struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
