-- Accounts of a drill of many that is under way get a date of their rhythm.
UPDATE "accounts" SET "drill_due_at" = NULL WHERE "drill_asked_by" IS NOT NULL;--> statement-breakpoint
DELETE FROM "settings" WHERE "key" = 'drill-round';--> statement-breakpoint
ALTER TABLE "accounts" DROP COLUMN "drill_asked_by";