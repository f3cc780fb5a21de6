CREATE TABLE "account_search" (
	"account_id" text PRIMARY KEY NOT NULL,
	"words" text NOT NULL,
	"nobody_since" bigint,
	"contacts_since" bigint,
	"unanswered_since" bigint
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "missing_fields" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "unconfirmed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
INSERT INTO "account_search" SELECT "account_id", coalesce(string_agg(CASE WHEN "term" LIKE 'word:%' THEN substr("term", 6) END, ' '), ''), max(CASE WHEN "term" LIKE 'unreachable-nobody:%' THEN CAST(substr("term", 20) AS bigint) END), max(CASE WHEN "term" LIKE 'unreachable-contacts:%' THEN CAST(substr("term", 22) AS bigint) END), max(CASE WHEN "term" LIKE 'unreachable-unanswered:%' THEN CAST(substr("term", 24) AS bigint) END) FROM "account_terms" GROUP BY "account_id";--> statement-breakpoint
UPDATE "accounts" SET "missing_fields" = CASE WHEN EXISTS (SELECT 1 FROM "account_terms" WHERE "account_id" = "accounts"."id" AND "term" = 'complete') THEN '' ELSE (SELECT ' ' || string_agg(substr("term", 9), ' ') || ' ' FROM "account_terms" WHERE "account_id" = "accounts"."id" AND "term" >= 'missing:' AND "term" < 'missing;') END, "unconfirmed" = EXISTS (SELECT 1 FROM "account_terms" WHERE "account_id" = "accounts"."id" AND "term" = 'unconfirmed');--> statement-breakpoint
UPDATE "accounts" SET "name_key" = '' WHERE NOT EXISTS (SELECT 1 FROM "settings" WHERE "key" = 'unreachable-index' AND "value"::text LIKE '%"done":true%');--> statement-breakpoint
DELETE FROM "settings" WHERE "key" = 'unreachable-index';--> statement-breakpoint
ALTER TABLE "account_terms" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "account_terms" CASCADE;--> statement-breakpoint
ALTER TABLE "account_search" ADD CONSTRAINT "account_search_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_search_unreachable" ON "account_search" USING btree ("account_id") WHERE contacts_since is not null or unanswered_since is not null;--> statement-breakpoint
CREATE INDEX "accounts_missing" ON "accounts" USING btree ("missing_fields");