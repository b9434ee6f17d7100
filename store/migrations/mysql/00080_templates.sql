-- +goose Up
CREATE TABLE templates (
    kind       VARCHAR(64) NOT NULL,
    version    BIGINT      NOT NULL,
    text       LONGTEXT    NOT NULL,
    created_by VARCHAR(40) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (kind, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
