TRUNCATE "library";--> statement-breakpoint
DROP INDEX "library_order";--> statement-breakpoint
DROP INDEX "library_words";--> statement-breakpoint
DROP INDEX "library_tags";--> statement-breakpoint
ALTER TABLE "library" ADD COLUMN "spot" bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "library" DROP COLUMN "shape";--> statement-breakpoint
CREATE OR REPLACE FUNCTION refresh_library(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM library WHERE image_id = ANY(ids) AND NOT EXISTS (
    SELECT FROM images i JOIN generations g ON g.id = i.generation_id
     WHERE i.id = library.image_id AND i.deleted_at IS NULL AND g.deleted_at IS NULL
       AND i.status IN ('succeeded', 'failed', 'cancelled', 'outcome_unknown'));
  INSERT INTO library (image_id, generation_id, person_id, private, at, spot, status, model, tier, ratio,
                       with_references, rating, kit_id, tags, words)
  SELECT i.id, g.id, i.person_id, g.private, coalesce(i.made_at, i.finished_at, i.queued_at),
         (extract(epoch FROM coalesce(i.made_at, i.finished_at, i.queued_at)) * 1000)::bigint * 65536
           + least(65535, greatest(0, round(32768 + 4096 * ln(
               coalesce(i.width, g.expected_width)::float8 / coalesce(i.height, g.expected_height)) / ln(2::float8))))::bigint,
         i.status, g.model, g.tier, g.ratio,
         EXISTS (SELECT FROM generation_references r WHERE r.generation_id = g.id),
         i.rating, g.kit_id, i.tags, coalesce(g.words, ''::tsvector) || i.mark_words
    FROM images i JOIN generations g ON g.id = i.generation_id
   WHERE i.id = ANY(ids) AND i.deleted_at IS NULL AND g.deleted_at IS NULL
     AND i.status IN ('succeeded', 'failed', 'cancelled', 'outcome_unknown')
  ON CONFLICT (image_id) DO UPDATE SET
    private = excluded.private, at = excluded.at, spot = excluded.spot, status = excluded.status,
    rating = excluded.rating, tags = excluded.tags, words = excluded.words;
$$;--> statement-breakpoint
SELECT refresh_library(ARRAY(SELECT id FROM images));--> statement-breakpoint
CREATE INDEX "library_shown" ON "library" USING btree ("at" DESC NULLS FIRST,"image_id" DESC NULLS FIRST,"private","person_id","spot","model","tier","ratio","with_references","rating","kit_id") WHERE status = 'succeeded';--> statement-breakpoint
CREATE INDEX "library_values" ON "library" USING btree ("private","person_id","model","tier","ratio","with_references","rating","kit_id") WHERE status = 'succeeded';--> statement-breakpoint
CREATE INDEX "library_unmade" ON "library" USING btree ("at" DESC NULLS FIRST,"image_id" DESC NULLS FIRST,"status") WHERE status <> 'succeeded';--> statement-breakpoint
CREATE INDEX "library_words" ON "library" USING gin ("words") WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "library_tags" ON "library" USING gin ("tags") WITH (gin_pending_list_limit=256);
