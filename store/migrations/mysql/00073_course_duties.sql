-- +goose Up
CREATE TABLE `course_duties` (
  `course_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `n` BIGINT NOT NULL,
  `ref` VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
  `duty` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `subject` VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
  `case_no` BIGINT NOT NULL,
  `since` DATETIME(3) NOT NULL,
  `due_at` DATETIME(3) NULL,
  PRIMARY KEY (`course_id`, `n`),
  INDEX `course_duties_ref_due_at` (`ref`, `due_at`)
) DEFAULT CHARSET = utf8mb4;
