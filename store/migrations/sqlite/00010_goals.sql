-- +goose Up
CREATE TABLE "goals" (
  "id" TEXT NOT NULL,
  "plan_id" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "number" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "lead_unit" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "calendar" TEXT NOT NULL,
  "weight" INTEGER NOT NULL,
  "progress" INTEGER NOT NULL,
  "issued_at" DATETIME,
  "due_at" DATETIME,
  "ended_at" DATETIME,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "hash" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("id")
);
CREATE INDEX "goals_plan_id_number" ON "goals" ("plan_id", "number");
CREATE INDEX "goals_status_due_at" ON "goals" ("status", "due_at");
CREATE INDEX "goals_lead_unit_status" ON "goals" ("lead_unit", "status");
CREATE INDEX "goals_kind_status" ON "goals" ("kind", "status");
CREATE INDEX "goals_year_number" ON "goals" ("year", "number");
