-- +goose Up
CREATE TABLE "events" (
  "goal_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "n" INTEGER NOT NULL,
  "at" DATETIME NOT NULL,
  "type" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "by_user" TEXT NOT NULL,
  "for_user" TEXT NOT NULL,
  "command" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "prev" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  PRIMARY KEY ("goal_id", "seq", "n")
);
CREATE INDEX "events_goal_id_command" ON "events" ("goal_id", "command");
CREATE INDEX "events_by_user_at" ON "events" ("by_user", "at");
CREATE INDEX "events_type_at" ON "events" ("type", "at");
