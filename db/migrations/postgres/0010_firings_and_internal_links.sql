ALTER TABLE "event_sources" ADD COLUMN "internal_links" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "series" text;--> statement-breakpoint
CREATE INDEX "notices_series" ON "notices" USING btree ("source_id","series") WHERE closed_at is null and series is not null;--> statement-breakpoint
UPDATE "notices" SET "series" = split_part("dedup_key", ' ', 1) WHERE "format" = 'alertmanager' AND "closed_at" IS NULL AND strpos("dedup_key", ' ') > 1;
