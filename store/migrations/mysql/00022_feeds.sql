-- +goose Up
CREATE TABLE `feeds` (
  `user_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `hash` CHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`),
  UNIQUE INDEX `feeds_hash` (`hash`)
) DEFAULT CHARSET = utf8mb4;
