-- +goose Up
CREATE TABLE `clock_entries` (
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `step_key` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `clock` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `n` BIGINT NOT NULL,
  `kind` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `by` LONGTEXT NULL,
  `reason` LONGTEXT NULL,
  `on` LONGTEXT NULL,
  `asked` DATETIME(3) NULL,
  `old` DATETIME(3) NULL,
  PRIMARY KEY (`goal_id`, `step_key`, `clock`, `n`)
) DEFAULT CHARSET = utf8mb4;
