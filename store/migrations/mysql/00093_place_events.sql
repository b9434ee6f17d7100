-- +goose Up
CREATE TABLE `place_events` (
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `round` BIGINT NOT NULL,
  `n` BIGINT NOT NULL,
  `place_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`goal_id`, `name`, `round`, `n`),
  INDEX `place_events_place_at` (`place_id`, `at`)
) DEFAULT CHARSET = utf8mb4;
