-- +goose Up
CREATE TABLE `course_events` (
  `course_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `n` BIGINT NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `type` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `subject` VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
  `case_no` BIGINT NOT NULL,
  `by_user` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `for_user` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `command` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `fingerprint` VARCHAR(255) NOT NULL,
  `body` LONGTEXT NOT NULL,
  `prev` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `hash` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (`course_id`, `seq`, `n`),
  INDEX `course_events_course_id_command` (`course_id`, `command`),
  INDEX `course_events_type_at` (`type`, `at`)
) DEFAULT CHARSET = utf8mb4;
