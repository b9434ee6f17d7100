-- +goose Up
CREATE TABLE sessions (
    id         VARCHAR(40)  NOT NULL PRIMARY KEY,
    user_id    VARCHAR(40)  NOT NULL,
    hash       CHAR(64)     NOT NULL,
    created_at DATETIME(3)  NOT NULL,
    last_seen  DATETIME(3)  NOT NULL,
    idle_until DATETIME(3)  NOT NULL,
    expires_at DATETIME(3)  NOT NULL,
    ip         VARCHAR(64)  NOT NULL,
    agent      VARCHAR(255) NOT NULL,
    UNIQUE KEY sessions_hash (hash),
    KEY sessions_expiry (expires_at),
    CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
