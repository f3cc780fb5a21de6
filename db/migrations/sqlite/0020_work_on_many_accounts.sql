CREATE TABLE `bulk_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`run_id` text NOT NULL,
	`account_id` text NOT NULL,
	`position` integer NOT NULL,
	`outcome` text DEFAULT 'waiting' NOT NULL,
	`why` text DEFAULT '' NOT NULL,
	`result_id` text,
	`done_at` integer,
	FOREIGN KEY (`run_id`) REFERENCES `bulk_runs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_accounts_position` ON `bulk_accounts` (`run_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `bulk_accounts_account` ON `bulk_accounts` (`run_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `bulk_accounts_outcome` ON `bulk_accounts` (`run_id`,`outcome`,`position`);--> statement-breakpoint
CREATE INDEX `bulk_accounts_own` ON `bulk_accounts` (`account_id`);--> statement-breakpoint
CREATE TABLE `bulk_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`work` text NOT NULL,
	`selection` text NOT NULL,
	`after` text DEFAULT '' NOT NULL,
	`accounts` integer DEFAULT 0 NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`stopped_by` text,
	`finished_at` integer,
	`lease_owner` text,
	`lease_until` integer
);
--> statement-breakpoint
CREATE INDEX `bulk_runs_started` ON `bulk_runs` (`started_at`);--> statement-breakpoint
CREATE INDEX `bulk_runs_state` ON `bulk_runs` (`state`);--> statement-breakpoint
CREATE INDEX `bulk_runs_finished` ON `bulk_runs` (`finished_at`);