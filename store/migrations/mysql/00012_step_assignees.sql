-- +goose Up
CREATE TABLE `step_assignees` (
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `step_key` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `n` BIGINT NOT NULL,
  `role` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `ref` VARCHAR(160) COLLATE utf8mb4_bin NOT NULL,
  `duty` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `round` BIGINT NOT NULL,
  `since` DATETIME(3) NULL,
  `due_at` DATETIME(3) NULL,
  `sort_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`goal_id`, `step_key`, `n`),
  INDEX `step_assignees_ref_sort_at` (`ref`, `sort_at`)
) DEFAULT CHARSET = utf8mb4;
