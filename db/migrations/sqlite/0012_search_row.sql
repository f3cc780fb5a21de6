CREATE TABLE `account_search` (
	`account_id` text PRIMARY KEY NOT NULL,
	`words` text NOT NULL,
	`nobody_since` integer,
	`contacts_since` integer,
	`unanswered_since` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_search_unreachable` ON `account_search` (`account_id`) WHERE contacts_since is not null or unanswered_since is not null;--> statement-breakpoint
ALTER TABLE `accounts` ADD `missing_fields` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `unconfirmed` integer DEFAULT false NOT NULL;--> statement-breakpoint
INSERT INTO `account_search` SELECT `account_id`, coalesce(group_concat(CASE WHEN `term` LIKE 'word:%' THEN substr(`term`, 6) END, ' '), ''), max(CASE WHEN `term` LIKE 'unreachable-nobody:%' THEN CAST(substr(`term`, 20) AS integer) END), max(CASE WHEN `term` LIKE 'unreachable-contacts:%' THEN CAST(substr(`term`, 22) AS integer) END), max(CASE WHEN `term` LIKE 'unreachable-unanswered:%' THEN CAST(substr(`term`, 24) AS integer) END) FROM `account_terms` GROUP BY `account_id`;--> statement-breakpoint
UPDATE `accounts` SET `missing_fields` = CASE WHEN EXISTS (SELECT 1 FROM `account_terms` WHERE `account_id` = `accounts`.`id` AND `term` = 'complete') THEN '' ELSE (SELECT ' ' || group_concat(substr(`term`, 9), ' ') || ' ' FROM `account_terms` WHERE `account_id` = `accounts`.`id` AND `term` >= 'missing:' AND `term` < 'missing;') END, `unconfirmed` = EXISTS (SELECT 1 FROM `account_terms` WHERE `account_id` = `accounts`.`id` AND `term` = 'unconfirmed');--> statement-breakpoint
UPDATE `accounts` SET `name_key` = '' WHERE NOT EXISTS (SELECT 1 FROM `settings` WHERE `key` = 'unreachable-index' AND `value` LIKE '%"done":true%');--> statement-breakpoint
DELETE FROM `settings` WHERE `key` = 'unreachable-index';--> statement-breakpoint
DROP TABLE `account_terms`;--> statement-breakpoint
CREATE INDEX `accounts_missing` ON `accounts` (`missing_fields`);