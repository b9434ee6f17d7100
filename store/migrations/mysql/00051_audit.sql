-- +goose Up
CREATE TABLE audit (
    seq        BIGINT       NOT NULL PRIMARY KEY,
    at         DATETIME(3)  NOT NULL,
    user_id    VARCHAR(40)  NOT NULL,
    user_name  VARCHAR(64)  NOT NULL,
    kind       VARCHAR(64)  NOT NULL,
    result     VARCHAR(64)  NOT NULL,
    object     VARCHAR(160) NOT NULL,
    ip         VARCHAR(64)  NOT NULL,
    request_id VARCHAR(64)  NOT NULL,
    detail     TEXT         NOT NULL,
    hash       CHAR(64)     NOT NULL,
    KEY audit_at (at),
    KEY audit_user (user_id, seq),
    KEY audit_kind (kind, seq),
    KEY audit_object (object, seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
