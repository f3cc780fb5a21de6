CREATE TABLE `account_addresses` (
	`account_id` text NOT NULL,
	`address_key` text NOT NULL,
	`address` text NOT NULL,
	`is_member` integer NOT NULL,
	`is_contact` integer NOT NULL,
	`since` integer NOT NULL,
	`confirmed_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_addresses_address` ON `account_addresses` (`address_key`,`account_id`);--> statement-breakpoint
CREATE INDEX `account_addresses_account` ON `account_addresses` (`account_id`,`confirmed_at`);--> statement-breakpoint
CREATE TABLE `account_terms` (
	`term` text NOT NULL,
	`account_id` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_terms_term` ON `account_terms` (`term`,`account_id`);--> statement-breakpoint
CREATE INDEX `account_terms_account` ON `account_terms` (`account_id`);--> statement-breakpoint
CREATE TABLE `announcement_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`announcement_id` text NOT NULL,
	`account_id` text NOT NULL,
	`position` integer NOT NULL,
	`planned` text NOT NULL,
	`addresses` integer NOT NULL,
	`notice_id` text,
	`sent_at` integer,
	FOREIGN KEY (`announcement_id`) REFERENCES `announcements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_accounts_position` ON `announcement_accounts` (`announcement_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `announcement_accounts_account` ON `announcement_accounts` (`announcement_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `announcement_accounts_notice` ON `announcement_accounts` (`notice_id`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`category` text NOT NULL,
	`severity` text NOT NULL,
	`texts` text NOT NULL,
	`links` text NOT NULL,
	`audience` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`frozen_at` integer,
	`started_by` text,
	`started_at` integer,
	`stopped_by` text,
	`stopped_at` integer,
	`finished_at` integer,
	`lease_owner` text,
	`lease_until` integer
);
--> statement-breakpoint
CREATE INDEX `announcements_created` ON `announcements` (`created_at`);--> statement-breakpoint
CREATE INDEX `announcements_state` ON `announcements` (`state`);--> statement-breakpoint
CREATE TABLE `import_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`state` text NOT NULL,
	`values` text NOT NULL,
	`column_name` text DEFAULT '' NOT NULL,
	`fault` text DEFAULT '' NOT NULL,
	`account_id` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_rows_line` ON `import_rows` (`import_id`,`line`);--> statement-breakpoint
CREATE INDEX `import_rows_state` ON `import_rows` (`import_id`,`state`,`line`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`rows` integer DEFAULT 0 NOT NULL,
	`faults` integer DEFAULT 0 NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`started_by` text,
	`started_at` integer,
	`finished_at` integer,
	`lease_owner` text,
	`lease_until` integer
);
--> statement-breakpoint
CREATE INDEX `imports_created` ON `imports` (`created_at`);--> statement-breakpoint
CREATE INDEX `imports_state` ON `imports` (`state`);--> statement-breakpoint
CREATE TABLE `programme_days` (
	`day` text PRIMARY KEY NOT NULL,
	`standing` text NOT NULL,
	`written_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`author_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_notes_account` ON `staff_notes` (`account_id`,`at`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `name_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `review_due_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `nudged_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `drilled_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `reached_after` integer;--> statement-breakpoint
CREATE INDEX `accounts_name` ON `accounts` (`name_key`,`slug`);--> statement-breakpoint
CREATE INDEX `accounts_type` ON `accounts` (`integration_type_id`,`slug`);--> statement-breakpoint
CREATE INDEX `accounts_state` ON `accounts` (`state`,`state_changed_at`);--> statement-breakpoint
CREATE INDEX `accounts_created` ON `accounts` (`created_at`);--> statement-breakpoint
CREATE INDEX `accounts_complete` ON `accounts` (`first_complete_at`);--> statement-breakpoint
CREATE INDEX `accounts_review` ON `accounts` (`review_due_at`) WHERE review_due_at is not null;--> statement-breakpoint
CREATE INDEX `accounts_drilled` ON `accounts` (`drilled_at`,`reached_after`);--> statement-breakpoint
ALTER TABLE `case_messages` ADD `internal` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `assignee_id` text REFERENCES users(id);--> statement-breakpoint
CREATE INDEX `cases_assignee` ON `cases` (`assignee_id`,`status`);--> statement-breakpoint
CREATE INDEX `cases_follows` ON `cases` (`follows_id`);--> statement-breakpoint
ALTER TABLE `notices` ADD `translations` text;--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit_entries` (`action`,`at`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit_entries` (`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit_entries` (`subject_id`,`at`);