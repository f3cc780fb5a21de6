CREATE TABLE "source_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"key_hash" text NOT NULL,
	"hint" text NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"revoked_at" bigint,
	"last_used_at" bigint
);
--> statement-breakpoint
ALTER TABLE "invitations" RENAME COLUMN "invited_by_source" TO "invited_by_key";--> statement-breakpoint
-- The first key of a source takes the source's id, so that the invitations that name it stay its own.
INSERT INTO "source_keys" ("id", "source_id", "key_hash", "hint", "created_by", "created_at", "expires_at", "revoked_at", "last_used_at") SELECT "id", "id", "key_hash", "hint", "created_by", "created_at", "expires_at", "revoked_at", "last_used_at" FROM "event_sources";--> statement-breakpoint
DROP INDEX "event_sources_key";--> statement-breakpoint
ALTER TABLE "event_sources" ADD COLUMN "sandbox_names" json DEFAULT '["sandbox","staging","test","dev"]'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "source_keys" ADD CONSTRAINT "source_keys_source_id_event_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."event_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "source_keys_hash" ON "source_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "source_keys_source" ON "source_keys" USING btree ("source_id");--> statement-breakpoint
ALTER TABLE "event_sources" DROP COLUMN "key_hash";--> statement-breakpoint
ALTER TABLE "event_sources" DROP COLUMN "hint";--> statement-breakpoint
ALTER TABLE "event_sources" DROP COLUMN "expires_at";--> statement-breakpoint
ALTER TABLE "event_sources" DROP COLUMN "revoked_at";--> statement-breakpoint
ALTER TABLE "event_sources" DROP COLUMN "last_used_at";