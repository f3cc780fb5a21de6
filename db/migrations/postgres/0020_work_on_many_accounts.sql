CREATE TABLE "bulk_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"account_id" text NOT NULL,
	"position" integer NOT NULL,
	"outcome" text DEFAULT 'waiting' NOT NULL,
	"why" text DEFAULT '' NOT NULL,
	"result_id" text,
	"done_at" bigint
);
--> statement-breakpoint
CREATE TABLE "bulk_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"work" json NOT NULL,
	"selection" json NOT NULL,
	"after" text DEFAULT '' NOT NULL,
	"accounts" integer DEFAULT 0 NOT NULL,
	"started_by" text NOT NULL,
	"started_at" bigint NOT NULL,
	"stopped_by" text,
	"finished_at" bigint,
	"lease_owner" text,
	"lease_until" bigint
);
--> statement-breakpoint
ALTER TABLE "bulk_accounts" ADD CONSTRAINT "bulk_accounts_run_id_bulk_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."bulk_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_accounts" ADD CONSTRAINT "bulk_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_accounts_position" ON "bulk_accounts" USING btree ("run_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "bulk_accounts_account" ON "bulk_accounts" USING btree ("run_id","account_id");--> statement-breakpoint
CREATE INDEX "bulk_accounts_outcome" ON "bulk_accounts" USING btree ("run_id","outcome","position");--> statement-breakpoint
CREATE INDEX "bulk_accounts_own" ON "bulk_accounts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "bulk_runs_started" ON "bulk_runs" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "bulk_runs_state" ON "bulk_runs" USING btree ("state");--> statement-breakpoint
CREATE INDEX "bulk_runs_finished" ON "bulk_runs" USING btree ("finished_at");