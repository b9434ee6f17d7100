-- +goose Up
CREATE TABLE `events` (
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `n` BIGINT NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `type` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `step_key` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `round` BIGINT NOT NULL,
  `by_user` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `for_user` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `command` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `fingerprint` VARCHAR(255) NOT NULL,
  `body` LONGTEXT NOT NULL,
  `prev` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `hash` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (`goal_id`, `seq`, `n`),
  INDEX `events_goal_id_command` (`goal_id`, `command`),
  INDEX `events_by_user_at` (`by_user`, `at`),
  INDEX `events_type_at` (`type`, `at`)
) DEFAULT CHARSET = utf8mb4;
