DROP INDEX "outbox_endpoint";--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "acknowledged_via" text;