-- +goose Up
CREATE TABLE "place_events" (
  "goal_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "round" INTEGER NOT NULL,
  "n" INTEGER NOT NULL,
  "place_id" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  PRIMARY KEY ("goal_id", "name", "round", "n")
);
CREATE INDEX "place_events_place_at" ON "place_events" ("place_id", "at");
