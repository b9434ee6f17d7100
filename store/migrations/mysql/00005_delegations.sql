-- +goose Up
CREATE TABLE delegations (
    id         VARCHAR(40)  NOT NULL PRIMARY KEY,
    from_user  VARCHAR(40)  NOT NULL,
    to_user    VARCHAR(40)  NOT NULL,
    kinds      TEXT         NULL,
    from_on    VARCHAR(10)  NOT NULL,
    to_on      VARCHAR(10)  NOT NULL,
    reason     VARCHAR(500) NOT NULL,
    created_by VARCHAR(40)  NOT NULL,
    created_at DATETIME(3)  NOT NULL,
    ended_at   DATETIME(3)  NULL,
    ended_by   VARCHAR(40)  NOT NULL,
    KEY delegations_from (from_user),
    KEY delegations_to (to_user, to_on),
    CONSTRAINT delegations_from_user FOREIGN KEY (from_user) REFERENCES users (id),
    CONSTRAINT delegations_to_user FOREIGN KEY (to_user) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
