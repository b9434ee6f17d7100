-- +goose Up
CREATE TABLE attachment_uses (
    attachment_id VARCHAR(40) NOT NULL,
    goal_id       VARCHAR(64) NOT NULL,
    step_key      VARCHAR(64) NOT NULL,
    claimed_at    DATETIME(3) NOT NULL,
    recorded      TINYINT(1)  NOT NULL,
    PRIMARY KEY (attachment_id, goal_id, step_key),
    KEY attachment_uses_goal (goal_id, step_key),
    KEY attachment_uses_claimed (recorded, claimed_at),
    CONSTRAINT attachment_uses_attachment FOREIGN KEY (attachment_id) REFERENCES attachments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_bin;
