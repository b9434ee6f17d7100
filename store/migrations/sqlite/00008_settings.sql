-- +goose Up
CREATE TABLE settings (
    `key`      TEXT     NOT NULL PRIMARY KEY,
    value      TEXT     NOT NULL,
    updated_by TEXT     NOT NULL,
    updated_at DATETIME NOT NULL
);
