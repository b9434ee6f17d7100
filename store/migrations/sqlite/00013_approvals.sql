-- +goose Up
CREATE TABLE "approvals" (
  "goal_id" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "subject" TEXT NOT NULL,
  "by_user" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  "outcome" TEXT NOT NULL,
  "due_at" DATETIME,
  "ended_at" DATETIME,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("goal_id", "step_key", "round")
);
CREATE INDEX "approvals_by_user_at" ON "approvals" ("by_user", "at");
