-- +goose Up
CREATE TABLE `plans` (
  `id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `year` BIGINT NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `status` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `report` VARCHAR(255) NOT NULL,
  `source` LONGTEXT NOT NULL,
  `goals` LONGTEXT NULL,
  `version` BIGINT NOT NULL,
  `created_by` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `issued_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `plans_year` (`year`)
) DEFAULT CHARSET = utf8mb4;
