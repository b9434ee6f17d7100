-- +goose Up
CREATE TABLE "steps" (
  "goal_id" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "lead" TEXT NOT NULL,
  "lead_unit" TEXT NOT NULL,
  "goal_unit" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "weight" INTEGER NOT NULL,
  "urged" INTEGER NOT NULL,
  "opened_at" DATETIME,
  "due_at" DATETIME,
  "sort_at" DATETIME NOT NULL,
  "yellow_at" DATETIME,
  "red_at" DATETIME,
  "met_at" DATETIME,
  "done_at" DATETIME,
  "closed_at" DATETIME,
  "hazard" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("goal_id", "step_key")
);
CREATE INDEX "steps_sort_at_goal_id_step_key" ON "steps" ("sort_at", "goal_id", "step_key");
CREATE INDEX "steps_lead_unit_sort_at" ON "steps" ("lead_unit", "sort_at", "goal_id", "step_key");
CREATE INDEX "steps_goal_unit_sort_at" ON "steps" ("goal_unit", "sort_at", "goal_id", "step_key");
CREATE INDEX "steps_red_at" ON "steps" ("red_at", "goal_id", "step_key");
CREATE INDEX "steps_yellow_at" ON "steps" ("yellow_at", "goal_id", "step_key");
CREATE INDEX "steps_status_red_at" ON "steps" ("status", "red_at");
CREATE INDEX "steps_status_sort_at" ON "steps" ("status", "sort_at");
CREATE INDEX "steps_lead_sort_at" ON "steps" ("lead", "sort_at");
