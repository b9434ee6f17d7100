-- +goose Up
CREATE TABLE calendars (
    version    VARCHAR(40) NOT NULL PRIMARY KEY,
    content    MEDIUMTEXT  NOT NULL,
    active     BOOLEAN     NOT NULL,
    created_by VARCHAR(40) NOT NULL,
    created_at DATETIME(3) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
