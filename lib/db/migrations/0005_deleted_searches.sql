DROP INDEX "saved_searches_name";--> statement-breakpoint
ALTER TABLE "saved_searches" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_searches_name" ON "saved_searches" USING btree ("owner_id","name") WHERE deleted_at is null;