-- +goose Up
CREATE TABLE `notice_reads` (
  `user_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `notice_id` VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`, `notice_id`)
) DEFAULT CHARSET = utf8mb4;
