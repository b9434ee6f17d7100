-- +goose Up
CREATE TABLE "course_facts" (
  "course_id" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "on_day" TEXT NOT NULL,
  "work" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  PRIMARY KEY ("course_id", "n")
);
CREATE INDEX "course_facts_course_id_subject" ON "course_facts" ("course_id", "subject");
