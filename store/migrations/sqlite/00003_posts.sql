-- +goose Up
CREATE TABLE posts (
    id         TEXT     NOT NULL PRIMARY KEY,
    code       TEXT     NOT NULL UNIQUE,
    unit_id    TEXT     NOT NULL REFERENCES units (id),
    name       TEXT     NOT NULL,
    grade      TEXT     NOT NULL CHECK (grade IN ('principal', 'leader', 'head', 'supervision', 'member')),
    in_charge  TEXT     NULL,
    sort       INTEGER  NOT NULL DEFAULT 0,
    active     BOOLEAN  NOT NULL DEFAULT TRUE,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);

CREATE INDEX posts_unit ON posts (unit_id);
