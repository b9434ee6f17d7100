-- +goose Up
CREATE TABLE `cycles` (
  `id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `title` VARCHAR(255) NOT NULL,
  `year` BIGINT NOT NULL,
  `status` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `version` BIGINT NOT NULL,
  `created_by` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `cycle` LONGTEXT NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `cycles_year` (`year`, `id`)
) DEFAULT CHARSET = utf8mb4;
