ALTER TABLE "announcements" ADD COLUMN "time_window" json;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "time_window" json;