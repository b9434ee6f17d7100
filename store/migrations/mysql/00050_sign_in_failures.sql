-- +goose Up
CREATE TABLE sign_in_failures (
    subject VARCHAR(160) NOT NULL PRIMARY KEY,
    count   INT          NOT NULL,
    last_at DATETIME(3)  NOT NULL,
    until   DATETIME(3)  NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
