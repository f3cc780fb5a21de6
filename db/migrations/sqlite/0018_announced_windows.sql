ALTER TABLE `announcements` ADD `time_window` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `time_window` text;