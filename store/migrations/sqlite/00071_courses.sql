-- +goose Up
CREATE TABLE "courses" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "phase" TEXT NOT NULL,
  "wanted" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "calendar" TEXT NOT NULL,
  "due_at" DATETIME,
  "closes_at" DATETIME,
  "ended_at" DATETIME,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "hash" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("id")
);
CREATE INDEX "courses_year_id" ON "courses" ("year", "id");
CREATE INDEX "courses_phase" ON "courses" ("phase");
