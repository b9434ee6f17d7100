package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

// mysqlConfig reads a DSN and sets what the package's promises rest on,
// whatever the DSN said about it.
func mysqlConfig(dsn string) (*gomysql.Config, error) {
	c, err := gomysql.ParseDSN(dsn)
	if err != nil {
		return nil, fmt.Errorf("mysql dsn: %w", err)
	}
	if c.DBName == "" {
		return nil, errors.New("mysql dsn: it names no database")
	}
	c.ParseTime = true
	c.Loc = time.UTC
	c.ClientFoundRows = false
	c.InterpolateParams = true // one round trip instead of three
	c.MultiStatements = false
	if c.Timeout == 0 {
		c.Timeout = 5 * time.Second // to connect
	}
	if c.Params == nil {
		c.Params = map[string]string{}
	}
	c.Params["time_zone"] = "'+00:00'"
	c.Params["transaction_isolation"] = "'READ-COMMITTED'"
	c.Params["sql_mode"] = "'TRADITIONAL,ONLY_FULL_GROUP_BY'"
	for _, apply := range []gomysql.Option{
		gomysql.TimeTruncate(time.Millisecond),
		gomysql.Charset("utf8mb4", "utf8mb4_bin"),
	} {
		if err := c.Apply(apply); err != nil {
			return nil, fmt.Errorf("mysql dsn: %w", err)
		}
	}
	return c, nil
}

func (s *Store) openMySQL(ctx context.Context, o Options) error {
	c, err := mysqlConfig(o.MySQL)
	if err != nil {
		return err
	}
	connector, err := gomysql.NewConnector(c)
	if err != nil {
		return fmt.Errorf("mysql dsn: %w", err)
	}
	db := sql.OpenDB(connector)
	n := o.Connections
	if n == 0 {
		n = 32
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	db.SetConnMaxLifetime(30 * time.Minute)
	s.Engine, s.closer = MySQL, []*sql.DB{db}
	if err := db.PingContext(ctx); err != nil {
		return fmt.Errorf("mysql at %s: %w", c.Addr, err)
	}
	s.write, err = s.gorm(mysqlDialector{mysql.New(mysql.Config{Conn: db, DSNConfig: c}).(*mysql.Dialector)})
	s.read = s.write
	return err
}

// mysqlDialector adds the errors that GORM's own translation leaves out.
type mysqlDialector struct{ *mysql.Dialector }

func (d mysqlDialector) Translate(err error) error {
	var e *gomysql.MySQLError
	if errors.As(err, &e) && e.Number == 3819 {
		return gorm.ErrCheckConstraintViolated
	}
	return d.Dialector.Translate(err)
}
