-- +goose Up
CREATE TABLE `course_facts` (
  `course_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `n` BIGINT NOT NULL,
  `kind` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `subject` VARCHAR(128) COLLATE utf8mb4_bin NOT NULL,
  `on_day` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `work` VARCHAR(255) NOT NULL,
  `body` LONGTEXT NOT NULL,
  PRIMARY KEY (`course_id`, `n`),
  INDEX `course_facts_course_id_subject` (`course_id`, `subject`)
) DEFAULT CHARSET = utf8mb4;
