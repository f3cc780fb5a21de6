ALTER TABLE "announcement_accounts" ADD COLUMN "untranslated" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "counts" json;--> statement-breakpoint
ALTER TABLE "announcements" ADD COLUMN "done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "announcement_accounts_planned" ON "announcement_accounts" USING btree ("announcement_id","planned","position");