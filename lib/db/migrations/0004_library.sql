CREATE TABLE "kit_versions" (
	"kit_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "kit_versions_kit_id_version_pk" PRIMARY KEY("kit_id","version")
);
--> statement-breakpoint
CREATE TABLE "kits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "favourites" (
	"person_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "favourites_person_id_image_id_pk" PRIMARY KEY("person_id","image_id")
);
--> statement-breakpoint
CREATE TABLE "image_looks" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"look" bit(256) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "library" (
	"image_id" uuid PRIMARY KEY NOT NULL,
	"generation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"private" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"model" text NOT NULL,
	"tier" text,
	"ratio" text NOT NULL,
	"shape" real NOT NULL,
	"with_references" boolean NOT NULL,
	"rating" smallint,
	"kit_id" uuid,
	"tags" text[] NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matrices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"template" text NOT NULL,
	"axes" jsonb NOT NULL,
	"request_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_prompts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"folder" text DEFAULT '' NOT NULL,
	"prompt" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "sent_prompt" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "words" "tsvector";--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "parent_image_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "derivation" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "kit_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "kit_version" integer;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "use_case" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "matrix_id" uuid;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "matrix_cell" integer[];--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "rating" smallint;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "mark_words" "tsvector" DEFAULT ''::tsvector NOT NULL;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "purged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "choices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "generation_references" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "kit_versions" ADD CONSTRAINT "kit_versions_kit_id_kits_id_fk" FOREIGN KEY ("kit_id") REFERENCES "public"."kits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kit_versions" ADD CONSTRAINT "kit_versions_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kits" ADD CONSTRAINT "kits_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourites" ADD CONSTRAINT "favourites_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "image_looks" ADD CONSTRAINT "image_looks_image_id_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."images"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matrices" ADD CONSTRAINT "matrices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_prompts" ADD CONSTRAINT "saved_prompts_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kits_owner" ON "kits" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "favourites_image" ON "favourites" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "library_order" ON "library" USING btree ("at" DESC NULLS FIRST,"image_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "library_words" ON "library" USING gin ("words");--> statement-breakpoint
CREATE INDEX "library_tags" ON "library" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "library_generation" ON "library" USING btree ("generation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_searches_name" ON "saved_searches" USING btree ("owner_id","name");--> statement-breakpoint
CREATE INDEX "saved_prompts_owner" ON "saved_prompts" USING btree ("owner_id");--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_kit_id_kits_id_fk" FOREIGN KEY ("kit_id") REFERENCES "public"."kits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "generations" ADD CONSTRAINT "generations_matrix_id_matrices_id_fk" FOREIGN KEY ("matrix_id") REFERENCES "public"."matrices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "generations_parent" ON "generations" USING btree ("parent_image_id") WHERE parent_image_id is not null;--> statement-breakpoint
CREATE INDEX "generations_matrix" ON "generations" USING btree ("matrix_id") WHERE matrix_id is not null;--> statement-breakpoint
CREATE INDEX "generations_kit" ON "generations" USING btree ("kit_id") WHERE kit_id is not null;--> statement-breakpoint
CREATE INDEX "generations_without_words" ON "generations" USING btree ("id") WHERE words is null;--> statement-breakpoint
CREATE INDEX "images_trash" ON "images" USING btree ("deleted_at") WHERE deleted_at is not null and purged_at is null;--> statement-breakpoint
CREATE FUNCTION refresh_library(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM library WHERE image_id = ANY(ids) AND NOT EXISTS (
    SELECT FROM images i JOIN generations g ON g.id = i.generation_id
     WHERE i.id = library.image_id AND i.deleted_at IS NULL AND g.deleted_at IS NULL
       AND i.status IN ('succeeded', 'failed', 'cancelled', 'outcome_unknown'));
  INSERT INTO library (image_id, generation_id, person_id, private, at, status, model, tier, ratio, shape,
                       with_references, rating, kit_id, tags, words)
  SELECT i.id, g.id, i.person_id, g.private, coalesce(i.made_at, i.finished_at, i.queued_at), i.status,
         g.model, g.tier, g.ratio,
         coalesce(i.width, g.expected_width)::real / coalesce(i.height, g.expected_height),
         EXISTS (SELECT FROM generation_references r WHERE r.generation_id = g.id),
         i.rating, g.kit_id, i.tags, coalesce(g.words, ''::tsvector) || i.mark_words
    FROM images i JOIN generations g ON g.id = i.generation_id
   WHERE i.id = ANY(ids) AND i.deleted_at IS NULL AND g.deleted_at IS NULL
     AND i.status IN ('succeeded', 'failed', 'cancelled', 'outcome_unknown')
  ON CONFLICT (image_id) DO UPDATE SET
    private = excluded.private, at = excluded.at, status = excluded.status, shape = excluded.shape,
    rating = excluded.rating, tags = excluded.tags, words = excluded.words;
$$;--> statement-breakpoint
CREATE FUNCTION library_follows_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_library(ARRAY[NEW.id]);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION library_follows_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_library(ARRAY(SELECT id FROM images WHERE generation_id = NEW.id));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER library_new_image AFTER INSERT ON "images" FOR EACH ROW
  WHEN (NEW.status NOT IN ('queued', 'running')) EXECUTE FUNCTION library_follows_image();--> statement-breakpoint
CREATE TRIGGER library_image AFTER UPDATE OF status, deleted_at, made_at, width, height, rating, tags, mark_words ON "images" FOR EACH ROW
  WHEN (NEW.status NOT IN ('queued', 'running') OR OLD.status NOT IN ('queued', 'running')) EXECUTE FUNCTION library_follows_image();--> statement-breakpoint
CREATE TRIGGER library_generation AFTER UPDATE OF private, deleted_at, words ON "generations" FOR EACH ROW
  EXECUTE FUNCTION library_follows_generation();--> statement-breakpoint
SELECT refresh_library(ARRAY(SELECT id FROM images));
