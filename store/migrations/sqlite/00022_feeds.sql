-- +goose Up
CREATE TABLE "feeds" (
  "user_id" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  PRIMARY KEY ("user_id")
);
CREATE UNIQUE INDEX "feeds_hash" ON "feeds" ("hash");
