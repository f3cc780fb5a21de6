ALTER TABLE "notices" ADD COLUMN "repeat_at" bigint;--> statement-breakpoint
ALTER TABLE "routes" ADD COLUMN "repeat_minutes" integer;--> statement-breakpoint
ALTER TABLE "routes" ADD COLUMN "repeat_most" integer DEFAULT 6 NOT NULL;--> statement-breakpoint
CREATE INDEX "notices_repeat" ON "notices" USING btree ("repeat_at") WHERE repeat_at is not null;--> statement-breakpoint
-- A store with people but without this route would follow the shipped one, which repeats.
INSERT INTO "routes" ("category", "steps", "copy_to", "answer_days", "answer_resolved", "changed_at") SELECT 'emergency', '["technical-emergency","technical","owners"]', 'alerts', 1, true, 0 WHERE EXISTS (SELECT 1 FROM "users") ON CONFLICT DO NOTHING;