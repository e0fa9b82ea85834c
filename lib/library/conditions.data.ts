import 'server-only'
import { and, arrayContains, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { boardVisibleTo } from '#lib/boards/data.ts'
import type { Db } from '#lib/db/client.ts'
import {
  boardImages,
  boards,
  favourites,
  generationReferences,
  generations,
  images,
  library,
  references,
} from '#lib/db/schema/schema.ts'
import { imageVisibleTo, type Viewer } from '#lib/generations/visible.data.ts'
import type { AskedQuery } from './asked-query.ts'
import { startOfDay } from './days.ts'
import { listedFor } from './listed.data.ts'
import { lookSearch } from './look.data.ts'
import { type RankedGroup, textSearch } from './search.data.ts'

export interface Conditions {
  /** All that is asked. */
  where: SQL | undefined
  /** All but what `ranking` asks itself. */
  narrowed: SQL | undefined
  /** Where the best comes first, instead of the newest: groups of what is found, which have nothing in common. */
  ranking: RankedGroup[] | null
}

/** As it stands in the predicates of the indexes. */
const MADE = sql`${library.status} = 'succeeded'`
const UNMADE = sql`${library.status} <> 'succeeded'`

function ofStatus(statuses: AskedQuery['statuses']): SQL | undefined {
  if (statuses.length === 0) return MADE
  if (!statuses.includes('succeeded')) return and(UNMADE, inArray(library.status, [...statuses]))
  return statuses.length === 1 ? MADE : inArray(library.status, [...statuses])
}

/** What a query asks of `library`, for this person. Boards and pictures that they may not see hold nothing. */
export async function conditionsOf(db: Db, viewer: Viewer, query: AskedQuery): Promise<Conditions> {
  const search = await textSearch(db, query.text)
  const looks = await lookSearch(db, viewer, query)
  const makers = query.people.map((id) => (id === 'me' ? viewer.personId : id))
  const asked = <T>(values: readonly T[], condition: (values: T[]) => SQL) =>
    values.length > 0 ? condition([...values]) : undefined
  const narrowed = and(
    listedFor(viewer),
    ofStatus(query.statuses),
    asked(makers, (all) => inArray(library.personId, all)),
    asked(query.models, (all) => inArray(library.model, all)),
    asked(query.tiers, (all) => inArray(library.tier, all)),
    asked(query.ratios, (all) => inArray(library.ratio, all)),
    asked(query.tags, (all) => arrayContains(library.tags, all)),
    query.board === null ? undefined : inArray(library.imageId, onBoard(viewer, query.board)),
    query.from === null ? undefined : gte(library.at, startOfDay(query.from, query.zone)),
    query.to === null ? undefined : lt(library.at, startOfDay(query.to, query.zone, 1)),
    query.favourite ? inArray(library.imageId, hearted(viewer)) : undefined,
    query.rating === null ? undefined : gte(library.rating, query.rating),
    query.references === null ? undefined : eq(library.withReferences, query.references === 'with'),
    query.madeFrom === null ? undefined : inArray(library.generationId, madeFrom(viewer, query.madeFrom)),
    query.kit === null ? undefined : eq(library.kitId, query.kit),
  )
  if (looks) {
    // How alike a picture is says more than where the words stand.
    const named = and(narrowed, search?.where)
    return { where: and(named, looks.where), narrowed: named, ranking: looks.groups }
  }
  return { where: and(narrowed, search?.where), narrowed, ranking: search?.groups ?? null }
}

/** Ids of a board's pictures; none where the person may not see the board. */
function onBoard(viewer: Viewer, boardId: string): SQL {
  return sql`(select ${boardImages.imageId} from ${boardImages}
    join ${boards} on ${boards.id} = ${boardImages.boardId}
    where ${boards.id} = ${boardId} and ${boards.deletedAt} is null and ${boardVisibleTo(viewer)})`
}

/** Ids of the pictures that the person has put a heart on. */
function hearted(viewer: Viewer): SQL {
  return sql`(select ${favourites.imageId} from ${favourites} where ${favourites.personId} = ${viewer.personId})`
}

/** Ids of the runs made from a picture: by its recipe, or with its bytes as a reference; none where it is not visible. */
function madeFrom(viewer: Viewer, imageId: string): SQL {
  const source = sql`from ${images} join ${generations} on ${generations.id} = ${images.generationId}
    where ${images.id} = ${imageId} and ${imageVisibleTo(viewer)}`
  return sql`(select child.id from ${generations} child where child.parent_image_id = (select ${images.id} ${source})
    union select ${generationReferences.generationId} from ${generationReferences}
    join ${references} on ${references.id} = ${generationReferences.referenceId}
    where ${references.sourceSha256} = (select ${images.sha256} ${source}))`
}
