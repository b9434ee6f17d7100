-- +goose Up
CREATE TABLE `deliveries` (
  `channel_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `dedupe` VARCHAR(220) COLLATE utf8mb4_bin NOT NULL,
  `status` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `attempts` BIGINT NOT NULL,
  `error` VARCHAR(500) NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `next_at` DATETIME(3) NULL,
  PRIMARY KEY (`channel_id`, `dedupe`),
  INDEX `deliveries_status_at` (`status`, `at`)
) DEFAULT CHARSET = utf8mb4;
