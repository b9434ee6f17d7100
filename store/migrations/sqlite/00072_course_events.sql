-- +goose Up
CREATE TABLE "course_events" (
  "course_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "n" INTEGER NOT NULL,
  "at" DATETIME NOT NULL,
  "type" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "case_no" INTEGER NOT NULL,
  "by_user" TEXT NOT NULL,
  "for_user" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "prev" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  PRIMARY KEY ("course_id", "seq", "n")
);
CREATE INDEX "course_events_course_id_command" ON "course_events" ("course_id", "command");
CREATE INDEX "course_events_type_at" ON "course_events" ("type", "at");
