ALTER TABLE `event_sources` ADD `internal_links` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `notices` ADD `series` text;--> statement-breakpoint
CREATE INDEX `notices_series` ON `notices` (`source_id`,`series`) WHERE closed_at is null and series is not null;--> statement-breakpoint
UPDATE `notices` SET `series` = substr(`dedup_key`, 1, instr(`dedup_key`, ' ') - 1) WHERE `format` = 'alertmanager' AND `closed_at` IS NULL AND instr(`dedup_key`, ' ') > 1;
