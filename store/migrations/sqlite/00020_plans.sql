-- +goose Up
CREATE TABLE "plans" (
  "id" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "report" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "goals" TEXT,
  "version" INTEGER NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL,
  "updated_at" DATETIME NOT NULL,
  "issued_at" DATETIME,
  PRIMARY KEY ("id")
);
CREATE INDEX "plans_year" ON "plans" ("year");
