-- +goose Up
CREATE TABLE sign_in_failures (
    subject TEXT     NOT NULL PRIMARY KEY,
    count   INTEGER  NOT NULL,
    last_at DATETIME NOT NULL,
    until   DATETIME NULL
);
