-- +goose Up
CREATE TABLE attachments (
    id          TEXT     NOT NULL PRIMARY KEY,
    name        TEXT     NOT NULL,
    type        TEXT     NOT NULL,
    size        INTEGER  NOT NULL,
    sum         TEXT     NOT NULL,
    sent        TEXT     NOT NULL,
    width       INTEGER  NOT NULL,
    height      INTEGER  NOT NULL,
    taken_at    DATETIME NULL,
    place       TEXT     NULL,
    flagged     INTEGER  NOT NULL,
    uploaded_by TEXT     NOT NULL REFERENCES users (id),
    created_at  DATETIME NOT NULL,
    touched_at  DATETIME NOT NULL
);

CREATE INDEX attachments_sum ON attachments (sum);

CREATE INDEX attachments_touched_at ON attachments (touched_at);
