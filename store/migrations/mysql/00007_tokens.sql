-- +goose Up
CREATE TABLE tokens (
    id         VARCHAR(40)  NOT NULL PRIMARY KEY,
    user_id    VARCHAR(40)  NOT NULL,
    name       VARCHAR(120) NOT NULL,
    hash       CHAR(64)     NOT NULL,
    roles      VARCHAR(255) NOT NULL,
    created_at DATETIME(3)  NOT NULL,
    expires_at DATETIME(3)  NOT NULL,
    last_used  DATETIME(3)  NULL,
    revoked_at DATETIME(3)  NULL,
    UNIQUE KEY tokens_hash (hash),
    CONSTRAINT tokens_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
