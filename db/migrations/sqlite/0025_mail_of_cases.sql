ALTER TABLE `outbox` ADD `case_id` text;--> statement-breakpoint
CREATE INDEX `outbox_case` ON `outbox` (`case_id`) WHERE case_id is not null;