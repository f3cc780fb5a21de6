ALTER TABLE "outbox" ADD COLUMN "case_id" text;--> statement-breakpoint
CREATE INDEX "outbox_case" ON "outbox" USING btree ("case_id") WHERE case_id is not null;