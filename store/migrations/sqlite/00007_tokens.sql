-- +goose Up
CREATE TABLE tokens (
    id         TEXT     NOT NULL PRIMARY KEY,
    user_id    TEXT     NOT NULL REFERENCES users (id),
    name       TEXT     NOT NULL,
    hash       TEXT     NOT NULL UNIQUE,
    roles      TEXT     NOT NULL,
    created_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    last_used  DATETIME NULL,
    revoked_at DATETIME NULL
);

CREATE INDEX tokens_user ON tokens (user_id);
