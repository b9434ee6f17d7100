-- +goose Up
CREATE TABLE `approvals` (
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `step_key` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `round` BIGINT NOT NULL,
  `subject` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `by_user` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `outcome` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `due_at` DATETIME(3) NULL,
  `ended_at` DATETIME(3) NULL,
  `body` LONGTEXT NOT NULL,
  PRIMARY KEY (`goal_id`, `step_key`, `round`),
  INDEX `approvals_by_user_at` (`by_user`, `at`)
) DEFAULT CHARSET = utf8mb4;
