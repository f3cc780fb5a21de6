CREATE TABLE "address_failures" (
	"id" text PRIMARY KEY NOT NULL,
	"address_key" text NOT NULL,
	"delivery_id" text NOT NULL,
	"status" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "address_marks" (
	"address_key" text PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"status" text NOT NULL,
	"delivery_id" text,
	"marked_at" bigint NOT NULL,
	"told_at" bigint
);
--> statement-breakpoint
CREATE TABLE "bounce_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"delivery_id" text,
	"recipient" text NOT NULL,
	"action" text NOT NULL,
	"status" text NOT NULL,
	"diagnostic" text DEFAULT '' NOT NULL,
	"raw" text,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digest_notices" (
	"digest_id" text NOT NULL,
	"notice_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"account_id" text,
	"category" text,
	"environment" text,
	"step" integer,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"gathers_until" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"hint" text NOT NULL,
	"scopes" json NOT NULL,
	"default_category" text,
	"account_label" text DEFAULT 'account' NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint,
	"last_used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"format" text NOT NULL,
	"notice_id" text,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"dedup_key" text,
	"summary" text DEFAULT '' NOT NULL,
	"event_key" text,
	"occurred_at" bigint,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"body_hash" text NOT NULL,
	"answer" json NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_rates" (
	"key" text PRIMARY KEY NOT NULL,
	"told_at" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"account_text" text DEFAULT '' NOT NULL,
	"source_id" text,
	"created_by" text,
	"origin" text NOT NULL,
	"format" text,
	"kind" text DEFAULT 'event' NOT NULL,
	"topic" text,
	"test_field" text,
	"category" text NOT NULL,
	"environment" text NOT NULL,
	"severity" text NOT NULL,
	"state" text NOT NULL,
	"silence" text,
	"would_reach" json,
	"key" text NOT NULL,
	"slot" text NOT NULL,
	"dedup_key" text NOT NULL,
	"summary" text NOT NULL,
	"details" text DEFAULT '' NOT NULL,
	"meaning" text DEFAULT '' NOT NULL,
	"remedy" text DEFAULT '' NOT NULL,
	"links" json NOT NULL,
	"raw" text,
	"problem" text DEFAULT '' NOT NULL,
	"occurred_at" bigint,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"last_mail_at" bigint,
	"count" integer DEFAULT 1 NOT NULL,
	"step" integer,
	"due_at" bigint,
	"escalate_at" bigint,
	"escalations" integer DEFAULT 0 NOT NULL,
	"acknowledged_at" bigint,
	"acknowledged_by" text,
	"acknowledged_as" text DEFAULT '' NOT NULL,
	"closed_at" bigint,
	"closed_by" text,
	"closed_how" text,
	"close_note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "routes" (
	"category" text PRIMARY KEY NOT NULL,
	"steps" json NOT NULL,
	"copy_to" text,
	"answer_days" integer NOT NULL,
	"answer_resolved" boolean DEFAULT false NOT NULL,
	"changed_by" text,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "notice_id" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "digest_id" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "part" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "step" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "then_resolve" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "history" json;--> statement-breakpoint
ALTER TABLE "digest_notices" ADD CONSTRAINT "digest_notices_digest_id_digests_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."digests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "address_failures_address" ON "address_failures" USING btree ("address_key","at");--> statement-breakpoint
CREATE INDEX "address_failures_at" ON "address_failures" USING btree ("at");--> statement-breakpoint
CREATE INDEX "address_marks_untold" ON "address_marks" USING btree ("marked_at") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "bounce_reports_received" ON "bounce_reports" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "digest_notices_digest" ON "digest_notices" USING btree ("digest_id","notice_id");--> statement-breakpoint
CREATE INDEX "digest_notices_notice" ON "digest_notices" USING btree ("notice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "digests_key" ON "digests" USING btree ("key","gathers_until");--> statement-breakpoint
CREATE INDEX "digests_created" ON "digests" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "event_sources_key" ON "event_sources" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "events_notice" ON "events" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "events_received" ON "events" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "events_key" ON "events" USING btree ("source_id","event_key") WHERE event_key is not null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_key" ON "notices" USING btree ("key","slot");--> statement-breakpoint
CREATE INDEX "notices_account" ON "notices" USING btree ("account_id","first_seen_at");--> statement-breakpoint
CREATE INDEX "notices_seen" ON "notices" USING btree ("first_seen_at");--> statement-breakpoint
CREATE INDEX "notices_unclosed" ON "notices" USING btree ("account_id","first_seen_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "notices_source" ON "notices" USING btree ("source_id","dedup_key") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "notices_unroutable" ON "notices" USING btree ("first_seen_at") WHERE state = 'unroutable';--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "notices_escalate" ON "notices" USING btree ("escalate_at") WHERE escalate_at is not null;--> statement-breakpoint
CREATE INDEX "notices_closed" ON "notices" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_notice" ON "outbox" USING btree ("notice_id") WHERE notice_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_digest" ON "outbox" USING btree ("digest_id") WHERE digest_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_failing" ON "outbox" USING btree ("created_at") WHERE status in ('retrying', 'failed', 'expired');