-- +goose Up
CREATE TABLE delegations (
    id         TEXT     NOT NULL PRIMARY KEY,
    from_user  TEXT     NOT NULL REFERENCES users (id),
    to_user    TEXT     NOT NULL REFERENCES users (id),
    kinds      TEXT     NULL,
    from_on    TEXT     NOT NULL,
    to_on      TEXT     NOT NULL,
    reason     TEXT     NOT NULL,
    created_by TEXT     NOT NULL,
    created_at DATETIME NOT NULL,
    ended_at   DATETIME NULL,
    ended_by   TEXT     NOT NULL
);

CREATE INDEX delegations_from ON delegations (from_user);

CREATE INDEX delegations_to ON delegations (to_user, to_on);
