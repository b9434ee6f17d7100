-- +goose Up
CREATE TABLE "cycles" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "cycle" TEXT NOT NULL,
  PRIMARY KEY ("id")
);
CREATE INDEX "cycles_year" ON "cycles" ("year", "id");
