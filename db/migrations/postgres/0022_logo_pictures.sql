CREATE TABLE "pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"data" text NOT NULL,
	"used_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "pictures_used" ON "pictures" USING btree ("used_at");