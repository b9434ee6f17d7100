-- +goose Up
-- Goals that were recorded before rosters had rows of their own lack them until they change again.
INSERT INTO "step_assignees" ("goal_id", "step_key", "n", "role", "ref", "duty", "round", "since", "due_at", "sort_at")
SELECT s."goal_id", s."step_key", 1000 + r."key", 'roster', r."value", '', 0, NULL, NULL, '9999-01-01 00:00:00+00:00'
FROM "steps" AS s, json_each(s."body", '$.recur.roster') AS r
WHERE r."value" <> '' AND NOT EXISTS (
  SELECT 1 FROM "step_assignees" AS a WHERE a."goal_id" = s."goal_id" AND a."step_key" = s."step_key" AND a."role" = 'roster'
);
