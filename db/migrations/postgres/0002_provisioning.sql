ALTER TABLE "invitations" ALTER COLUMN "invited_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "invited_by_source" text;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "source_id" text;