CREATE TABLE "confirmations" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"address_key" text collate "C" NOT NULL,
	"address" text NOT NULL,
	"asked_by" text,
	"asked_at" bigint NOT NULL,
	"mails" integer DEFAULT 0 NOT NULL,
	"mail_due_at" bigint,
	"confirmed_at" bigint,
	"ended_at" bigint,
	"ended_how" text
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "drill_due_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "drill_asked_by" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "review_mail_due_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reviewed_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reviewed_by" text;--> statement-breakpoint
ALTER TABLE "contact_revisions" ADD COLUMN "refused_address" text;--> statement-breakpoint
ALTER TABLE "confirmations" ADD CONSTRAINT "confirmations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "confirmations_account" ON "confirmations" USING btree ("account_id","address_key");--> statement-breakpoint
CREATE INDEX "confirmations_asked" ON "confirmations" USING btree ("account_id","asked_at");--> statement-breakpoint
CREATE INDEX "confirmations_mail" ON "confirmations" USING btree ("mail_due_at") WHERE mail_due_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_review_mail" ON "accounts" USING btree ("review_mail_due_at") WHERE review_mail_due_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_drill_due" ON "accounts" USING btree ("drill_due_at") WHERE drill_due_at is not null;--> statement-breakpoint
CREATE INDEX "notices_drills" ON "notices" USING btree ("first_seen_at") WHERE kind = 'drill';