CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`hint` text NOT NULL,
	`locale` text,
	`host` text NOT NULL,
	`target` text NOT NULL,
	`sealed` text NOT NULL,
	`confirmed_at` integer,
	`code_hash` text,
	`code_sent_at` integer,
	`code_tries` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failed_since` integer,
	`probe_at` integer,
	`disabled_at` integer,
	`disabled_by` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `endpoints_target` ON `endpoints` (`account_id`,`target`);--> statement-breakpoint
CREATE INDEX `endpoints_failed` ON `endpoints` (`failed_since`) WHERE failed_since is not null;--> statement-breakpoint
CREATE INDEX `endpoints_probe` ON `endpoints` (`probe_at`) WHERE probe_at is not null;--> statement-breakpoint
ALTER TABLE `outbox` ADD `shown` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `host` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `hand_on_at` integer;--> statement-breakpoint
ALTER TABLE `outbox` ADD `silent` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_endpoint` ON `outbox` (`recipient`) WHERE shown is not null and due_at is not null;--> statement-breakpoint
CREATE INDEX `outbox_hand_on` ON `outbox` (`hand_on_at`) WHERE hand_on_at is not null;