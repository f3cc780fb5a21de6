ALTER TABLE "integration_types" ADD COLUMN "names" json DEFAULT '{}'::json NOT NULL;--> statement-breakpoint
UPDATE "integration_types" SET "names" = concat('{"en":', to_json("name_en"), ',"it":', to_json("name_it"), '}')::json;--> statement-breakpoint
ALTER TABLE "integration_types" DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "integration_types" DROP COLUMN "name_it";