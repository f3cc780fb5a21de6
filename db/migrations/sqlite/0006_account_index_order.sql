DROP INDEX `account_terms_account`;--> statement-breakpoint
CREATE INDEX `account_terms_account` ON `account_terms` (`account_id`,`term`);--> statement-breakpoint
DROP INDEX `accounts_drilled`;--> statement-breakpoint
CREATE INDEX `accounts_changed` ON `accounts` (`state_changed_at`);--> statement-breakpoint
CREATE INDEX `accounts_drilled` ON `accounts` (`reached_after`,`drilled_at`);