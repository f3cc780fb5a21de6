ALTER TABLE "notices" ADD COLUMN "unanswered_state" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "unanswered_due_at" bigint;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "unanswered_escalate_at" bigint;