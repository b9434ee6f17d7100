-- +goose Up
CREATE TABLE users (
    id            VARCHAR(40)  NOT NULL PRIMARY KEY,
    username      VARCHAR(64)  NOT NULL,
    name          VARCHAR(64)  NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    must_change   BOOLEAN      NOT NULL,
    password_at   DATETIME(3)  NOT NULL,
    roles         VARCHAR(255) NOT NULL,
    unit_id       VARCHAR(40)  NULL,
    staff_type    VARCHAR(20)  NOT NULL,
    phone         VARCHAR(32)  NOT NULL,
    email         VARCHAR(254) NOT NULL,
    locale        VARCHAR(10)  NOT NULL,
    status        VARCHAR(10)  NOT NULL CHECK (status IN ('active', 'locked', 'left')),
    left_on       VARCHAR(10)  NOT NULL,
    last_sign_in  DATETIME(3)  NULL,
    created_at    DATETIME(3)  NOT NULL,
    updated_at    DATETIME(3)  NOT NULL,
    UNIQUE KEY users_username (username),
    CONSTRAINT users_unit FOREIGN KEY (unit_id) REFERENCES units (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
