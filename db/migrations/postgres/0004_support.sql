CREATE TABLE "account_addresses" (
	"account_id" text NOT NULL,
	"address_key" text collate "C" NOT NULL,
	"address" text NOT NULL,
	"is_member" boolean NOT NULL,
	"is_contact" boolean NOT NULL,
	"since" bigint NOT NULL,
	"confirmed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "account_terms" (
	"term" text collate "C" NOT NULL,
	"account_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announcement_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"announcement_id" text NOT NULL,
	"account_id" text NOT NULL,
	"position" integer NOT NULL,
	"planned" text NOT NULL,
	"addresses" integer NOT NULL,
	"notice_id" text,
	"sent_at" bigint
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"category" text NOT NULL,
	"severity" text NOT NULL,
	"texts" json NOT NULL,
	"links" json NOT NULL,
	"audience" json NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"frozen_at" bigint,
	"started_by" text,
	"started_at" bigint,
	"stopped_by" text,
	"stopped_at" bigint,
	"finished_at" bigint,
	"lease_owner" text,
	"lease_until" bigint
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"state" text NOT NULL,
	"values" json NOT NULL,
	"column_name" text DEFAULT '' NOT NULL,
	"fault" text DEFAULT '' NOT NULL,
	"account_id" text
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"faults" integer DEFAULT 0 NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"started_by" text,
	"started_at" bigint,
	"finished_at" bigint,
	"lease_owner" text,
	"lease_until" bigint
);
--> statement-breakpoint
CREATE TABLE "programme_days" (
	"day" text PRIMARY KEY NOT NULL,
	"standing" json NOT NULL,
	"written_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"author_id" text NOT NULL,
	"text" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "name_key" text collate "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "review_due_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "nudged_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "drilled_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "reached_after" bigint;--> statement-breakpoint
ALTER TABLE "case_messages" ADD COLUMN "internal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "assignee_id" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "translations" json;--> statement-breakpoint
ALTER TABLE "account_addresses" ADD CONSTRAINT "account_addresses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_terms" ADD CONSTRAINT "account_terms_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_accounts" ADD CONSTRAINT "announcement_accounts_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_accounts" ADD CONSTRAINT "announcement_accounts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_notes" ADD CONSTRAINT "staff_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_notes" ADD CONSTRAINT "staff_notes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_addresses_address" ON "account_addresses" USING btree ("address_key","account_id");--> statement-breakpoint
CREATE INDEX "account_addresses_account" ON "account_addresses" USING btree ("account_id","confirmed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "account_terms_term" ON "account_terms" USING btree ("term","account_id");--> statement-breakpoint
CREATE INDEX "account_terms_account" ON "account_terms" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "announcement_accounts_position" ON "announcement_accounts" USING btree ("announcement_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "announcement_accounts_account" ON "announcement_accounts" USING btree ("announcement_id","account_id");--> statement-breakpoint
CREATE INDEX "announcement_accounts_notice" ON "announcement_accounts" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "announcements_created" ON "announcements" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "announcements_state" ON "announcements" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "import_rows_line" ON "import_rows" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "import_rows_state" ON "import_rows" USING btree ("import_id","state","line");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "imports_state" ON "imports" USING btree ("state");--> statement-breakpoint
CREATE INDEX "staff_notes_account" ON "staff_notes" USING btree ("account_id","at");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_name" ON "accounts" USING btree ("name_key","slug");--> statement-breakpoint
CREATE INDEX "accounts_type" ON "accounts" USING btree ("integration_type_id","slug");--> statement-breakpoint
CREATE INDEX "accounts_state" ON "accounts" USING btree ("state","state_changed_at");--> statement-breakpoint
CREATE INDEX "accounts_created" ON "accounts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "accounts_complete" ON "accounts" USING btree ("first_complete_at");--> statement-breakpoint
CREATE INDEX "accounts_review" ON "accounts" USING btree ("review_due_at") WHERE review_due_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_drilled" ON "accounts" USING btree ("drilled_at","reached_after");--> statement-breakpoint
CREATE INDEX "cases_assignee" ON "cases" USING btree ("assignee_id","status");--> statement-breakpoint
CREATE INDEX "cases_follows" ON "cases" USING btree ("follows_id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit_entries" USING btree ("action","at");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit_entries" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit_entries" USING btree ("subject_id","at");