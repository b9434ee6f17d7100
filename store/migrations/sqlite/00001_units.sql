-- +goose Up
CREATE TABLE units (
    id         TEXT     NOT NULL PRIMARY KEY,
    code       TEXT     NOT NULL UNIQUE,
    name       TEXT     NOT NULL,
    kind       TEXT     NOT NULL CHECK (kind IN ('leadership', 'office', 'station', 'village', 'enterprise', 'other')),
    parent_id  TEXT     NULL REFERENCES units (id),
    sort       INTEGER  NOT NULL DEFAULT 0,
    active     BOOLEAN  NOT NULL DEFAULT TRUE,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL
);
