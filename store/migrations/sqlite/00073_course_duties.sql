-- +goose Up
CREATE TABLE "course_duties" (
  "course_id" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "ref" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "case_no" INTEGER NOT NULL,
  "since" DATETIME NOT NULL,
  "due_at" DATETIME,
  PRIMARY KEY ("course_id", "n")
);
CREATE INDEX "course_duties_ref_due_at" ON "course_duties" ("ref", "due_at");
