package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"duban/store"
)

// database says where the record is kept: MySQL when a DSN is given, else a
// SQLite file in the data folder.
type database struct {
	Data  string `help:"Folder of everything that this installation keeps on disk." type:"path" default:"./.duban" env:"DUBAN_DATA"`
	MySQL string `name:"mysql" help:"MySQL DSN of the application database, e.g. duban:secret@tcp(db:3306)/duban. Empty: a SQLite file in the data folder." env:"MYSQL_DSN"`
}

// open connects to the database; the data folder is made when missing.
func (d database) open(ctx context.Context, logger *slog.Logger) (*store.Store, error) {
	options := store.Options{MySQL: d.MySQL, Logger: logger}
	if d.MySQL == "" {
		if err := os.MkdirAll(d.Data, 0o700); err != nil {
			return nil, fmt.Errorf("data folder: %w", err)
		}
		options.SQLite = filepath.Join(d.Data, "duban.db")
	}
	return store.Open(ctx, options)
}

type migrateCommand struct {
	Database database `embed:""`
}

func (c migrateCommand) Run(ctx context.Context, logger *slog.Logger) error {
	s, err := c.Database.open(ctx, logger)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	at, _, err := s.Version(ctx)
	if err != nil {
		return err
	}
	fmt.Println("database at version", at)
	return nil
}
