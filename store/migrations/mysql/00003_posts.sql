-- +goose Up
CREATE TABLE posts (
    id         VARCHAR(40)  NOT NULL PRIMARY KEY,
    code       VARCHAR(64)  NOT NULL,
    unit_id    VARCHAR(40)  NOT NULL,
    name       VARCHAR(120) NOT NULL,
    grade      VARCHAR(20)  NOT NULL CHECK (grade IN ('principal', 'leader', 'head', 'supervision', 'member')),
    in_charge  TEXT         NULL,
    sort       INT          NOT NULL DEFAULT 0,
    active     BOOLEAN      NOT NULL DEFAULT TRUE,
    created_at DATETIME(3)  NOT NULL,
    updated_at DATETIME(3)  NOT NULL,
    UNIQUE KEY posts_code (code),
    CONSTRAINT posts_unit FOREIGN KEY (unit_id) REFERENCES units (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
