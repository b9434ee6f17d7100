-- +goose Up
-- Goals that were recorded before rosters had rows of their own lack them until they change again.
INSERT INTO `step_assignees` (`goal_id`, `step_key`, `n`, `role`, `ref`, `duty`, `round`, `since`, `due_at`, `sort_at`)
SELECT s.`goal_id`, s.`step_key`, 999 + r.`n`, 'roster', r.`ref`, '', 0, NULL, NULL, '9999-01-01 00:00:00.000'
FROM `steps` AS s
JOIN JSON_TABLE(s.`body`, '$.recur.roster[*]' COLUMNS (`n` FOR ORDINALITY, `ref` VARCHAR(160) PATH '$')) AS r
LEFT JOIN `step_assignees` AS a ON a.`goal_id` = s.`goal_id` AND a.`step_key` = s.`step_key` AND a.`role` = 'roster'
WHERE r.`ref` <> '' AND a.`goal_id` IS NULL;
