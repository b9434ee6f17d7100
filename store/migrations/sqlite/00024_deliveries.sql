-- +goose Up
CREATE TABLE "deliveries" (
  "channel_id" TEXT NOT NULL,
  "dedupe" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "attempts" INTEGER NOT NULL,
  "error" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  "next_at" DATETIME NULL,
  PRIMARY KEY ("channel_id", "dedupe")
);
CREATE INDEX "deliveries_status_at" ON "deliveries" ("status", "at");
