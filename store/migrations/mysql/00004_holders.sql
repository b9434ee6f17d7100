-- +goose Up
CREATE TABLE holders (
    id         VARCHAR(40) NOT NULL PRIMARY KEY,
    post_id    VARCHAR(40) NOT NULL,
    user_id    VARCHAR(40) NOT NULL,
    from_on    VARCHAR(10) NOT NULL,
    to_on      VARCHAR(10) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    KEY holders_post (post_id, from_on),
    KEY holders_user (user_id, from_on),
    CONSTRAINT holders_post_id FOREIGN KEY (post_id) REFERENCES posts (id),
    CONSTRAINT holders_user_id FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT holders_order CHECK (to_on = '' OR to_on >= from_on)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
