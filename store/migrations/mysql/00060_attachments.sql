-- +goose Up
CREATE TABLE attachments (
    id          VARCHAR(40)  NOT NULL PRIMARY KEY,
    name        VARCHAR(130) NOT NULL,
    type        VARCHAR(100) NOT NULL,
    size        BIGINT       NOT NULL,
    sum         CHAR(64)     NOT NULL,
    sent        CHAR(64)     NOT NULL,
    width       BIGINT       NOT NULL,
    height      BIGINT       NOT NULL,
    taken_at    DATETIME(3)  NULL,
    place       VARCHAR(100) NULL,
    flagged     TINYINT(1)   NOT NULL,
    uploaded_by VARCHAR(40)  NOT NULL,
    created_at  DATETIME(3)  NOT NULL,
    touched_at  DATETIME(3)  NOT NULL,
    KEY attachments_sum (sum),
    KEY attachments_touched_at (touched_at),
    CONSTRAINT attachments_uploaded_by FOREIGN KEY (uploaded_by) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
