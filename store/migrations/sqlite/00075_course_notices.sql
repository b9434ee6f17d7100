-- +goose Up
CREATE TABLE "course_notices" (
  "id" TEXT NOT NULL,
  "course_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "n" INTEGER NOT NULL,
  "ref" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "phase" TEXT NOT NULL,
  "case_no" INTEGER NOT NULL,
  "rung" TEXT NOT NULL,
  "colour" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  "due_at" DATETIME,
  PRIMARY KEY ("id")
);
CREATE INDEX "course_notices_ref_at" ON "course_notices" ("ref", "at");
