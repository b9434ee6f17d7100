-- +goose Up
CREATE TABLE attachment_uses (
    attachment_id TEXT     NOT NULL REFERENCES attachments (id),
    goal_id       TEXT     NOT NULL,
    step_key      TEXT     NOT NULL,
    claimed_at    DATETIME NOT NULL,
    recorded      INTEGER  NOT NULL,
    PRIMARY KEY (attachment_id, goal_id, step_key)
);

CREATE INDEX attachment_uses_goal ON attachment_uses (goal_id, step_key);

CREATE INDEX attachment_uses_claimed ON attachment_uses (recorded, claimed_at);
