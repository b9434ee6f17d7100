-- +goose Up
CREATE TABLE audit (
    seq        INTEGER  NOT NULL PRIMARY KEY,
    at         DATETIME NOT NULL,
    user_id    TEXT     NOT NULL,
    user_name  TEXT     NOT NULL,
    kind       TEXT     NOT NULL,
    result     TEXT     NOT NULL,
    object     TEXT     NOT NULL,
    ip         TEXT     NOT NULL,
    request_id TEXT     NOT NULL,
    detail     TEXT     NOT NULL,
    hash       TEXT     NOT NULL
);

CREATE INDEX audit_at ON audit (at);

CREATE INDEX audit_user ON audit (user_id, seq);

CREATE INDEX audit_kind ON audit (kind, seq);

CREATE INDEX audit_object ON audit (object, seq);
