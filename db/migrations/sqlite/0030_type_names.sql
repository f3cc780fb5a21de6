ALTER TABLE `integration_types` ADD `names` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE `integration_types` SET `names` = json_object('en', `name_en`, 'it', `name_it`);--> statement-breakpoint
ALTER TABLE `integration_types` DROP COLUMN `name_en`;--> statement-breakpoint
ALTER TABLE `integration_types` DROP COLUMN `name_it`;