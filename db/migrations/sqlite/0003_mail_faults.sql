CREATE TABLE `mail_faults` (
	`key` text PRIMARY KEY NOT NULL,
	`server` text NOT NULL,
	`told_at` integer NOT NULL,
	`worked_at` integer
);
