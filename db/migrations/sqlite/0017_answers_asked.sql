ALTER TABLE `announcements` ADD `asks_answer` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `notices` ADD `asks_answer` integer DEFAULT true NOT NULL;