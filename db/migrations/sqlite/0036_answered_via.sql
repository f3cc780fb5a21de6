DROP INDEX `outbox_endpoint`;--> statement-breakpoint
ALTER TABLE `notices` ADD `acknowledged_via` text;