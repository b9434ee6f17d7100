-- +goose Up
CREATE TABLE "notices" (
  "id" TEXT NOT NULL,
  "goal_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "n" INTEGER NOT NULL,
  "ref" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "step_key" TEXT NOT NULL,
  "rung" TEXT NOT NULL,
  "colour" TEXT NOT NULL,
  "at" DATETIME NOT NULL,
  "due_at" DATETIME,
  PRIMARY KEY ("id")
);
CREATE INDEX "notices_ref_at" ON "notices" ("ref", "at");
CREATE INDEX "notices_goal_id_seq" ON "notices" ("goal_id", "seq");
