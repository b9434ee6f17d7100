-- +goose Up
CREATE TABLE `notices` (
  `id` VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
  `goal_id` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `n` BIGINT NOT NULL,
  `ref` VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
  `kind` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `step_key` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `rung` VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
  `colour` VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `due_at` DATETIME(3) NULL,
  PRIMARY KEY (`id`),
  INDEX `notices_ref_at` (`ref`, `at`),
  INDEX `notices_goal_id_seq` (`goal_id`, `seq`)
) DEFAULT CHARSET = utf8mb4;
