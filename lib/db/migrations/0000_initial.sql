CREATE TABLE "generations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"source" text NOT NULL,
	"prompt" text NOT NULL,
	"model" text NOT NULL,
	"ratio" text NOT NULL,
	"tier" text,
	"raw_size" text,
	"n" integer NOT NULL,
	"temperature" double precision,
	"expected_width" integer NOT NULL,
	"expected_height" integer NOT NULL,
	"estimated_price_micro_usd" bigint,
	"sandbox" boolean NOT NULL,
	"request_hash" text NOT NULL,
	"idempotency_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"image_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"gateway" text NOT NULL,
	"model" text NOT NULL,
	"tier" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"http_status" integer,
	"gateway_request_id" text,
	"latency_ms" integer,
	"estimated_price_micro_usd" bigint,
	"billed" text NOT NULL,
	"message" text,
	"result_url" text
);
--> statement-breakpoint
CREATE TABLE "images" (
	"id" uuid PRIMARY KEY NOT NULL,
	"generation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"status" text NOT NULL,
	"step" text,
	"turn" integer NOT NULL,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"not_before" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expected_ms" integer,
	"instance_id" uuid,
	"auto_retries" integer DEFAULT 0 NOT NULL,
	"resume_url" text,
	"cancel_requested_at" timestamp (3) with time zone,
	"failure_kind" text,
	"failure_message" text,
	"failure_param" text,
	"failure_billed" text,
	"result_url" text,
	"sha256" text,
	"mime" text,
	"width" integer,
	"height" integer,
	"bytes" bigint,
	"thumb_hash" text,
	"thumbs_at" timestamp (3) with time zone,
	"mismatch" boolean DEFAULT false NOT NULL,
	"made_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "generation_references" (
	"generation_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"reference_id" uuid NOT NULL,
	CONSTRAINT "generation_references_generation_id_position_pk" PRIMARY KEY("generation_id","position")
);
--> statement-breakpoint
CREATE TABLE "references" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"url" text,
	"name" text NOT NULL,
	"source_sha256" text,
	"sha256" text,
	"mime" text,
	"width" integer,
	"height" integer,
	"bytes" integer,
	"thumb_hash" text,
	"converted" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"beat_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "images" ADD CONSTRAINT "images_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "images" ADD CONSTRAINT "images_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_references" ADD CONSTRAINT "generation_references_generation_id_generations_id_fk" FOREIGN KEY ("generation_id") REFERENCES "public"."generations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generation_references" ADD CONSTRAINT "generation_references_reference_id_references_id_fk" FOREIGN KEY ("reference_id") REFERENCES "public"."references"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "references" ADD CONSTRAINT "references_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "generations_feed" ON "generations" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "generations_changed" ON "generations" USING btree ("changed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "generations_idempotency" ON "generations" USING btree ("person_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_place" ON "attempts" USING btree ("image_id","number");--> statement-breakpoint
CREATE INDEX "attempts_history" ON "attempts" USING btree ("model","tier","finished_at" DESC NULLS FIRST) WHERE outcome = 'succeeded';--> statement-breakpoint
CREATE UNIQUE INDEX "images_place" ON "images" USING btree ("generation_id","index");--> statement-breakpoint
CREATE INDEX "images_gallery" ON "images" USING btree ("made_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE status = 'succeeded' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "images_queue" ON "images" USING btree ("turn","queued_at") WHERE status = 'queued';--> statement-breakpoint
CREATE INDEX "images_running" ON "images" USING btree ("id") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "images_without_thumbs" ON "images" USING btree ("id") WHERE status = 'succeeded' and thumbs_at is null;--> statement-breakpoint
CREATE INDEX "images_sha256" ON "images" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "references_sha256_index" ON "references" USING btree ("sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "references_person_source" ON "references" USING btree ("person_id","source_sha256");