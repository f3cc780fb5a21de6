DROP INDEX "account_terms_account";--> statement-breakpoint
DROP INDEX "accounts_drilled";--> statement-breakpoint
CREATE INDEX "accounts_changed" ON "accounts" USING btree ("state_changed_at");--> statement-breakpoint
CREATE INDEX "account_terms_account" ON "account_terms" USING btree ("account_id","term");--> statement-breakpoint
CREATE INDEX "accounts_drilled" ON "accounts" USING btree ("reached_after","drilled_at");