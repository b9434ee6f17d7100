-- +goose Up
CREATE TABLE "steps" (
  "goal_id" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "lead" TEXT NOT NULL,
  "lead_unit" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "weight" INTEGER NOT NULL,
  "urged" INTEGER NOT NULL,
  "opened_at" DATETIME,
  "respond_at" DATETIME,
  "due_at" DATETIME,
  "yellow_at" DATETIME,
  "met_at" DATETIME,
  "done_at" DATETIME,
  "closed_at" DATETIME,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("goal_id", "step_key")
);
CREATE INDEX "steps_status_due_at_goal_id_step_key" ON "steps" ("status", "due_at", "goal_id", "step_key");
CREATE INDEX "steps_lead_unit_status_due_at" ON "steps" ("lead_unit", "status", "due_at");
CREATE INDEX "steps_lead_status" ON "steps" ("lead", "status");
CREATE INDEX "steps_due_at_goal_id_step_key" ON "steps" ("due_at", "goal_id", "step_key");
