-- +goose Up
CREATE TABLE places (
    id          VARCHAR(40)  NOT NULL PRIMARY KEY,
    code        VARCHAR(64)  NOT NULL,
    name        VARCHAR(120) NOT NULL,
    kind        VARCHAR(20)  NOT NULL CHECK (kind IN ('factory', 'mine', 'school', 'road', 'forest', 'site', 'shop', 'other')),
    unit_id     VARCHAR(40)  NOT NULL,
    address     VARCHAR(200) NOT NULL,
    person      VARCHAR(64)  NOT NULL,
    phone       VARCHAR(32)  NOT NULL,
    responsible VARCHAR(80)  NOT NULL,
    active      BOOLEAN      NOT NULL,
    created_at  DATETIME(3)  NOT NULL,
    updated_at  DATETIME(3)  NOT NULL,
    UNIQUE KEY places_code (code),
    KEY places_unit (unit_id, code),
    KEY places_kind (kind, code),
    CONSTRAINT places_unit FOREIGN KEY (unit_id) REFERENCES units (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
