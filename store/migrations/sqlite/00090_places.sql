-- +goose Up
CREATE TABLE places (
    id          TEXT     NOT NULL PRIMARY KEY,
    code        TEXT     NOT NULL UNIQUE,
    name        TEXT     NOT NULL,
    kind        TEXT     NOT NULL CHECK (kind IN ('factory', 'mine', 'school', 'road', 'forest', 'site', 'shop', 'other')),
    unit_id     TEXT     NOT NULL REFERENCES units (id),
    address     TEXT     NOT NULL,
    person      TEXT     NOT NULL,
    phone       TEXT     NOT NULL,
    responsible TEXT     NOT NULL,
    active      INTEGER  NOT NULL,
    created_at  DATETIME NOT NULL,
    updated_at  DATETIME NOT NULL
);

CREATE INDEX places_unit ON places (unit_id, code);

CREATE INDEX places_kind ON places (kind, code);
