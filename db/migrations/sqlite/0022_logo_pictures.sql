CREATE TABLE `pictures` (
	`id` text PRIMARY KEY NOT NULL,
	`data` text NOT NULL,
	`used_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pictures_used` ON `pictures` (`used_at`);