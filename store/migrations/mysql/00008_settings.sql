-- +goose Up
CREATE TABLE settings (
    `key`      VARCHAR(80) NOT NULL PRIMARY KEY,
    value      TEXT        NOT NULL,
    updated_by VARCHAR(40) NOT NULL,
    updated_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
