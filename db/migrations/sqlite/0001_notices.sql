CREATE TABLE `address_failures` (
	`id` text PRIMARY KEY NOT NULL,
	`address_key` text NOT NULL,
	`delivery_id` text NOT NULL,
	`status` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `address_failures_address` ON `address_failures` (`address_key`,`at`);--> statement-breakpoint
CREATE INDEX `address_failures_at` ON `address_failures` (`at`);--> statement-breakpoint
CREATE TABLE `address_marks` (
	`address_key` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`status` text NOT NULL,
	`delivery_id` text,
	`marked_at` integer NOT NULL,
	`told_at` integer
);
--> statement-breakpoint
CREATE INDEX `address_marks_untold` ON `address_marks` (`marked_at`) WHERE told_at is null;--> statement-breakpoint
CREATE TABLE `bounce_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`delivery_id` text,
	`recipient` text NOT NULL,
	`action` text NOT NULL,
	`status` text NOT NULL,
	`diagnostic` text DEFAULT '' NOT NULL,
	`raw` text,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bounce_reports_received` ON `bounce_reports` (`received_at`);--> statement-breakpoint
CREATE TABLE `digest_notices` (
	`digest_id` text NOT NULL,
	`notice_id` text NOT NULL,
	FOREIGN KEY (`digest_id`) REFERENCES `digests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digest_notices_digest` ON `digest_notices` (`digest_id`,`notice_id`);--> statement-breakpoint
CREATE INDEX `digest_notices_notice` ON `digest_notices` (`notice_id`);--> statement-breakpoint
CREATE TABLE `digests` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`account_id` text,
	`category` text,
	`environment` text,
	`step` integer,
	`zone` text DEFAULT 'UTC' NOT NULL,
	`gathers_until` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digests_key` ON `digests` (`key`,`gathers_until`);--> statement-breakpoint
CREATE INDEX `digests_created` ON `digests` (`created_at`);--> statement-breakpoint
CREATE TABLE `event_sources` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`hint` text NOT NULL,
	`scopes` text NOT NULL,
	`default_category` text,
	`account_label` text DEFAULT 'account' NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_sources_key` ON `event_sources` (`key_hash`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`source_id` text NOT NULL,
	`format` text NOT NULL,
	`notice_id` text,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`dedup_key` text,
	`summary` text DEFAULT '' NOT NULL,
	`event_key` text,
	`occurred_at` integer,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_notice` ON `events` (`notice_id`);--> statement-breakpoint
CREATE INDEX `events_received` ON `events` (`received_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `events_key` ON `events` (`source_id`,`event_key`) WHERE event_key is not null;--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`answer` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `notice_rates` (
	`key` text PRIMARY KEY NOT NULL,
	`told_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text,
	`account_text` text DEFAULT '' NOT NULL,
	`source_id` text,
	`created_by` text,
	`origin` text NOT NULL,
	`format` text,
	`kind` text DEFAULT 'event' NOT NULL,
	`topic` text,
	`test_field` text,
	`category` text NOT NULL,
	`environment` text NOT NULL,
	`severity` text NOT NULL,
	`state` text NOT NULL,
	`silence` text,
	`would_reach` text,
	`key` text NOT NULL,
	`slot` text NOT NULL,
	`dedup_key` text NOT NULL,
	`summary` text NOT NULL,
	`details` text DEFAULT '' NOT NULL,
	`meaning` text DEFAULT '' NOT NULL,
	`remedy` text DEFAULT '' NOT NULL,
	`links` text NOT NULL,
	`raw` text,
	`problem` text DEFAULT '' NOT NULL,
	`occurred_at` integer,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`last_mail_at` integer,
	`count` integer DEFAULT 1 NOT NULL,
	`step` integer,
	`due_at` integer,
	`escalate_at` integer,
	`escalations` integer DEFAULT 0 NOT NULL,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`acknowledged_as` text DEFAULT '' NOT NULL,
	`closed_at` integer,
	`closed_by` text,
	`closed_how` text,
	`close_note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`key`,`slot`);--> statement-breakpoint
CREATE INDEX `notices_account` ON `notices` (`account_id`,`first_seen_at`);--> statement-breakpoint
CREATE INDEX `notices_seen` ON `notices` (`first_seen_at`);--> statement-breakpoint
CREATE INDEX `notices_unclosed` ON `notices` (`account_id`,`first_seen_at`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `notices_source` ON `notices` (`source_id`,`dedup_key`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `notices_unroutable` ON `notices` (`first_seen_at`) WHERE state = 'unroutable';--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `notices_escalate` ON `notices` (`escalate_at`) WHERE escalate_at is not null;--> statement-breakpoint
CREATE INDEX `notices_closed` ON `notices` (`closed_at`) WHERE closed_at is not null;--> statement-breakpoint
CREATE TABLE `routes` (
	`category` text PRIMARY KEY NOT NULL,
	`steps` text NOT NULL,
	`copy_to` text,
	`answer_days` integer NOT NULL,
	`answer_resolved` integer DEFAULT false NOT NULL,
	`changed_by` text,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `notice_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `digest_id` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `part` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `purpose` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `step` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `then_resolve` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `history` text;--> statement-breakpoint
CREATE INDEX `outbox_notice` ON `outbox` (`notice_id`) WHERE notice_id is not null;--> statement-breakpoint
CREATE INDEX `outbox_digest` ON `outbox` (`digest_id`) WHERE digest_id is not null;--> statement-breakpoint
CREATE INDEX `outbox_failing` ON `outbox` (`created_at`) WHERE status in ('retrying', 'failed', 'expired');