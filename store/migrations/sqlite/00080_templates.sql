-- +goose Up
CREATE TABLE templates (
    kind       TEXT     NOT NULL,
    version    INTEGER  NOT NULL,
    text       TEXT     NOT NULL,
    created_by TEXT     NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (kind, version)
);
