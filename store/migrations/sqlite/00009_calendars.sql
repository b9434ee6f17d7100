-- +goose Up
CREATE TABLE calendars (
    version    TEXT     NOT NULL PRIMARY KEY,
    content    TEXT     NOT NULL,
    active     BOOLEAN  NOT NULL,
    created_by TEXT     NOT NULL,
    created_at DATETIME NOT NULL
);
