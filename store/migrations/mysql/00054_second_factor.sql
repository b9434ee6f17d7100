-- +goose Up
ALTER TABLE users
    ADD COLUMN second_factor BOOLEAN     NOT NULL DEFAULT FALSE,
    ADD COLUMN totp_secret   VARCHAR(64) NOT NULL DEFAULT '',
    ADD COLUMN totp_step     BIGINT      NOT NULL DEFAULT 0;
