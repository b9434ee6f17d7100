-- +goose Up
CREATE TABLE holders (
    id         TEXT     NOT NULL PRIMARY KEY,
    post_id    TEXT     NOT NULL REFERENCES posts (id),
    user_id    TEXT     NOT NULL REFERENCES users (id),
    from_on    TEXT     NOT NULL,
    to_on      TEXT     NOT NULL,
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    CHECK (to_on = '' OR to_on >= from_on)
);

CREATE INDEX holders_post ON holders (post_id, from_on);

CREATE INDEX holders_user ON holders (user_id, from_on);
