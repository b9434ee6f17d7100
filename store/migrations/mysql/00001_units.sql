-- +goose Up
CREATE TABLE units (
    id         VARCHAR(40)  NOT NULL PRIMARY KEY,
    code       VARCHAR(64)  NOT NULL,
    name       VARCHAR(120) NOT NULL,
    kind       VARCHAR(20)  NOT NULL CHECK (kind IN ('leadership', 'office', 'station', 'village', 'enterprise', 'other')),
    parent_id  VARCHAR(40)  NULL,
    sort       INT          NOT NULL DEFAULT 0,
    active     BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at DATETIME(3)  NOT NULL,
    updated_at DATETIME(3)  NOT NULL,
    UNIQUE KEY units_code (code),
    CONSTRAINT units_parent FOREIGN KEY (parent_id) REFERENCES units (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
