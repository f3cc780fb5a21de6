ALTER TABLE "challenges" ADD COLUMN "counted" json DEFAULT '[]'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "passkey_challenges" ADD COLUMN "counted" json DEFAULT '[]'::json NOT NULL;