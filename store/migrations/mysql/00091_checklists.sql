-- +goose Up
CREATE TABLE checklists (
    `key`      VARCHAR(64) NOT NULL,
    version    BIGINT      NOT NULL,
    body       LONGTEXT    NOT NULL,
    created_by VARCHAR(40) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (`key`, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
