CREATE TABLE `confirmations` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`address_key` text NOT NULL,
	`address` text NOT NULL,
	`asked_by` text,
	`asked_at` integer NOT NULL,
	`mails` integer DEFAULT 0 NOT NULL,
	`mail_due_at` integer,
	`confirmed_at` integer,
	`ended_at` integer,
	`ended_how` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `confirmations_account` ON `confirmations` (`account_id`,`address_key`);--> statement-breakpoint
CREATE INDEX `confirmations_asked` ON `confirmations` (`account_id`,`asked_at`);--> statement-breakpoint
CREATE INDEX `confirmations_mail` ON `confirmations` (`mail_due_at`) WHERE mail_due_at is not null;--> statement-breakpoint
CREATE TABLE `turns` (
	`name` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `drill_due_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `drill_asked_by` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `review_mail_due_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reviewed_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reviewed_by` text;--> statement-breakpoint
CREATE INDEX `accounts_review_mail` ON `accounts` (`review_mail_due_at`) WHERE review_mail_due_at is not null;--> statement-breakpoint
CREATE INDEX `accounts_drill_due` ON `accounts` (`drill_due_at`) WHERE drill_due_at is not null;--> statement-breakpoint
ALTER TABLE `contact_revisions` ADD `refused_address` text;--> statement-breakpoint
CREATE INDEX `notices_drills` ON `notices` (`first_seen_at`) WHERE kind = 'drill';