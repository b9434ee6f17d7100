-- +goose Up
CREATE TABLE "step_assignees" (
  "goal_id" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "role" TEXT NOT NULL,
  "ref" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "since" DATETIME,
  "due_at" DATETIME,
  "sort_at" DATETIME NOT NULL,
  PRIMARY KEY ("goal_id", "step_key", "n")
);
CREATE INDEX "step_assignees_ref_sort_at" ON "step_assignees" ("ref", "sort_at");
