-- +goose Up
CREATE TABLE users (
    id            TEXT     NOT NULL PRIMARY KEY,
    username      TEXT     NOT NULL UNIQUE,
    name          TEXT     NOT NULL,
    password_hash TEXT     NOT NULL,
    must_change   BOOLEAN  NOT NULL,
    password_at   DATETIME NOT NULL,
    roles         TEXT     NOT NULL,
    unit_id       TEXT     NULL REFERENCES units (id),
    staff_type    TEXT     NOT NULL,
    phone         TEXT     NOT NULL,
    email         TEXT     NOT NULL,
    locale        TEXT     NOT NULL,
    status        TEXT     NOT NULL CHECK (status IN ('active', 'locked', 'left')),
    left_on       TEXT     NOT NULL,
    last_sign_in  DATETIME NULL,
    created_at    DATETIME NOT NULL,
    updated_at    DATETIME NOT NULL
);

CREATE INDEX users_unit ON users (unit_id);
