ALTER TABLE `challenges` ADD `counted` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `passkey_challenges` ADD `counted` text DEFAULT '[]' NOT NULL;