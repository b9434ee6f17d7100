-- +goose Up
CREATE TABLE `courses` (
  `id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `period` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `year` BIGINT NOT NULL,
  `phase` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `wanted` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `calendar` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `due_at` DATETIME(3) NULL,
  `closes_at` DATETIME(3) NULL,
  `ended_at` DATETIME(3) NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `hash` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `body` LONGTEXT NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `courses_year_id` (`year`, `id`),
  INDEX `courses_phase` (`phase`)
) DEFAULT CHARSET = utf8mb4;
