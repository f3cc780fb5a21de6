ALTER TABLE `announcement_accounts` ADD `untranslated` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `announcement_accounts_planned` ON `announcement_accounts` (`announcement_id`,`planned`,`position`);--> statement-breakpoint
ALTER TABLE `announcements` ADD `counts` text;--> statement-breakpoint
ALTER TABLE `announcements` ADD `done` integer DEFAULT 0 NOT NULL;