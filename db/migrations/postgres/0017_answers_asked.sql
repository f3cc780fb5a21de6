ALTER TABLE "announcements" ADD COLUMN "asks_answer" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "asks_answer" boolean DEFAULT true NOT NULL;