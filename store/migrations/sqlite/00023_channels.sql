-- +goose Up
CREATE TABLE "channels" (
  "id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "secret" TEXT NOT NULL,
  "active" BOOLEAN NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);
CREATE INDEX "channels_user_id" ON "channels" ("user_id");
