-- +goose Up
CREATE TABLE `course_notices` (
  `id` VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  `course_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `n` BIGINT NOT NULL,
  `ref` VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
  `kind` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `phase` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `case_no` BIGINT NOT NULL,
  `rung` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `colour` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `due_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `course_notices_ref_at` (`ref`, `at`)
) DEFAULT CHARSET = utf8mb4;
