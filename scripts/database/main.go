// Command database creates or drops MySQL databases, for scripts on machines without a MySQL client.
//
//	database create|drop DSN-PREFIX NAME...        e.g. database create 'root:secret@tcp(127.0.0.1:3306)/' duban
//
// Creating one that exists and dropping one that does not are fine.
package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"regexp"

	_ "github.com/go-sql-driver/mysql"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "database:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("usage: database create|drop DSN-PREFIX NAME (one or more)")
	}
	statement, known := map[string]string{
		"create": "CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4",
		"drop":   "DROP DATABASE IF EXISTS `%s`",
	}[args[0]]
	if !known {
		return fmt.Errorf("unknown verb %q", args[0])
	}
	db, err := sql.Open("mysql", args[1])
	if err != nil {
		return err
	}
	defer db.Close()
	for _, name := range args[2:] {
		if !regexp.MustCompile(`^[A-Za-z0-9_]+$`).MatchString(name) {
			return fmt.Errorf("%q cannot be the name of a database", name)
		}
		if _, err := db.Exec(fmt.Sprintf(statement, name)); err != nil {
			return fmt.Errorf("%s %s: %w", args[0], name, err)
		}
	}
	return nil
}
