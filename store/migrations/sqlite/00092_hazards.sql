-- +goose Up
CREATE TABLE "hazards" (
  "goal_id" TEXT NOT NULL,
  "hazard_key" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "place_id" TEXT NOT NULL,
  "checklist" TEXT NOT NULL,
  "items" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "level" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "listed" INTEGER NOT NULL,
  "failures" INTEGER NOT NULL,
  "repeated" INTEGER NOT NULL,
  "unit" TEXT NOT NULL,
  "goal_unit" TEXT NOT NULL,
  "found_at" DATETIME NOT NULL,
  "sort_at" DATETIME NOT NULL,
  "due_at" DATETIME,
  "red_at" DATETIME,
  "closed_at" DATETIME,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("goal_id", "hazard_key")
);
CREATE INDEX "hazards_sort_at" ON "hazards" ("sort_at", "goal_id", "hazard_key");
CREATE INDEX "hazards_unit_sort_at" ON "hazards" ("unit", "sort_at", "goal_id", "hazard_key");
CREATE INDEX "hazards_goal_unit_sort_at" ON "hazards" ("goal_unit", "sort_at", "goal_id", "hazard_key");
CREATE INDEX "hazards_red_at" ON "hazards" ("red_at", "goal_id", "hazard_key");
CREATE INDEX "hazards_state_sort_at" ON "hazards" ("state", "sort_at");
CREATE INDEX "hazards_place_found_at" ON "hazards" ("place_id", "found_at");
