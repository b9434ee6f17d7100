-- +goose Up
CREATE TABLE `channels` (
  `id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `user_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `kind` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `target` VARCHAR(1024) NOT NULL,
  `secret` VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  `active` BOOLEAN NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  INDEX `channels_user_id` (`user_id`)
) DEFAULT CHARSET = utf8mb4;
