-- +goose Up
CREATE TABLE sessions (
    id         TEXT     NOT NULL PRIMARY KEY,
    user_id    TEXT     NOT NULL REFERENCES users (id),
    hash       TEXT     NOT NULL UNIQUE,
    created_at DATETIME NOT NULL,
    last_seen  DATETIME NOT NULL,
    idle_until DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    ip         TEXT     NOT NULL,
    agent      TEXT     NOT NULL
);

CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE INDEX sessions_user ON sessions (user_id);
