-- +goose Up
CREATE TABLE checklists (
    "key"      TEXT     NOT NULL,
    version    INTEGER  NOT NULL,
    body       TEXT     NOT NULL,
    created_by TEXT     NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY ("key", version)
);
