ALTER TABLE `notices` ADD `unanswered_state` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `unanswered_due_at` integer;--> statement-breakpoint
ALTER TABLE `notices` ADD `unanswered_escalate_at` integer;