CREATE TABLE "endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"hint" text NOT NULL,
	"locale" text,
	"host" text NOT NULL,
	"target" text NOT NULL,
	"sealed" text NOT NULL,
	"confirmed_at" bigint,
	"code_hash" text,
	"code_sent_at" bigint,
	"code_tries" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"failed_since" bigint,
	"probe_at" bigint,
	"disabled_at" bigint,
	"disabled_by" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "shown" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "host" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "hand_on_at" bigint;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "silent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "endpoints_target" ON "endpoints" USING btree ("account_id","target");--> statement-breakpoint
CREATE INDEX "endpoints_failed" ON "endpoints" USING btree ("failed_since") WHERE failed_since is not null;--> statement-breakpoint
CREATE INDEX "endpoints_probe" ON "endpoints" USING btree ("probe_at") WHERE probe_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_endpoint" ON "outbox" USING btree ("recipient") WHERE shown is not null and due_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_hand_on" ON "outbox" USING btree ("hand_on_at") WHERE hand_on_at is not null;