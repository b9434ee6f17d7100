-- +goose Up
CREATE TABLE "clock_entries" (
  "goal_id" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "clock" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  "by" TEXT,
  "reason" TEXT,
  "on" TEXT,
  "asked" DATETIME,
  "old" DATETIME,
  PRIMARY KEY ("goal_id", "step_key", "clock", "n")
);
