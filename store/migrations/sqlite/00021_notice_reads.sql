-- +goose Up
CREATE TABLE "notice_reads" (
  "user_id" TEXT NOT NULL,
  "notice_id" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  PRIMARY KEY ("user_id", "notice_id")
);
