import 'server-only'
import { type PGlite, protocol, type Results } from '@electric-sql/pglite'

const { serialize } = protocol
const { DataRowMessage, DatabaseError, ParameterDescriptionMessage, RowDescriptionMessage } =
  protocol.messages

/** Statements that are kept prepared; the one that was not used for longest makes room. */
const KEPT = 200
/** Characters of the longest: beyond are lists of values, which take PostgreSQL megabytes and come in every length. */
const LONGEST_KEPT = 10_000
/** Texts that came once, as far as they are remembered. */
const REMEMBERED = 1_000
/** What PostgreSQL says, among others, where the columns of a prepared statement are not what they were. */
const FEATURE_NOT_SUPPORTED = '0A000'

export interface StatementOptions {
  rowMode: 'array' | 'object' | undefined
  /** Types (by OID) whose values are to come as PostgreSQL writes them, not parsed. */
  asText: readonly number[]
}

interface Prepared {
  /** Empty where it is for one use. */
  name: string
  /** OIDs of its parameters. */
  parameters: readonly number[]
  columns: Results['fields']
}

/**
 * Runs statements on a PGlite. Its own `query` makes six calls into WebAssembly for a statement, and has PostgreSQL parse and
 * plan it each time, which takes longer than most statements run. Here a text that comes again stays prepared and is run
 * in one call. PostgreSQL goes on planning for the values at hand where one plan for all values would be worse.
 */
export class PgliteStatements {
  readonly #lite: PGlite
  /** By text, the one that was not used for longest first. */
  readonly #prepared = new Map<string, Prepared>()
  readonly #cameOnce = new Set<string>()
  #names = 0

  constructor(lite: PGlite) {
    this.#lite = lite
  }

  /**
   * Runs one statement: in the transaction that is open, or as one of its own. Nothing else may run meanwhile.
   *
   * @throws what PostgreSQL has against it
   */
  async run(text: string, params: readonly unknown[], options: StatementOptions): Promise<Results> {
    const known = this.#prepared.get(text)
    if (!known) return this.#execute(await this.#prepare(text), params, options)
    // As the last of the map it is the one that was used last.
    this.#prepared.delete(text)
    this.#prepared.set(text, known)
    try {
      return await this.#execute(known, params, options)
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.code !== FEATURE_NOT_SUPPORTED) throw error
      await this.#forget(text, known)
      // A migration changed a table: nothing was done yet. A transaction, though, is spoiled by it.
      if (this.#lite.isInTransaction()) throw error
      return this.#execute(await this.#prepare(text), params, options)
    }
  }

  async #prepare(text: string): Promise<Prepared> {
    const name = await this.#nameFor(text)
    const prepared: Prepared = { name, parameters: [], columns: [] }
    const described = await this.#send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    )
    for (const message of described) {
      if (message instanceof ParameterDescriptionMessage) prepared.parameters = message.dataTypeIDs
      else if (message instanceof RowDescriptionMessage) prepared.columns = message.fields
    }
    if (name !== '') this.#prepared.set(text, prepared)
    return prepared
  }

  /** A name from the second time on: what comes once needs none. */
  async #nameFor(text: string): Promise<string> {
    if (text.length > LONGEST_KEPT) return ''
    if (!this.#cameOnce.delete(text)) {
      if (this.#cameOnce.size >= REMEMBERED) this.#cameOnce.clear()
      this.#cameOnce.add(text)
      return ''
    }
    const [oldest] = this.#prepared
    if (oldest && this.#prepared.size >= KEPT) await this.#forget(...oldest)
    this.#names += 1
    return `s${this.#names}`
  }

  async #forget(text: string, { name }: Prepared): Promise<void> {
    this.#prepared.delete(text)
    await this.#send(serialize.close({ type: 'S', name }), serialize.sync())
  }

  async #execute(
    { name, parameters, columns }: Prepared,
    params: readonly unknown[],
    { rowMode, asText }: StatementOptions,
  ): Promise<Results> {
    const values = params.map((value, at) => this.#written(value, parameters[at]))
    const messages = await this.#send(
      serialize.bind({ statement: name, values }),
      serialize.execute({}),
      serialize.sync(),
    )
    const parsers = columns.map(({ dataTypeID }) =>
      asText.includes(dataTypeID) ? undefined : this.#lite.parsers[dataTypeID],
    )
    const read = (text: string | null, at: number) => {
      const parse = parsers[at]
      return text === null || !parse ? text : parse(text, columns[at]?.dataTypeID)
    }
    const rows = messages
      .filter((message) => message instanceof DataRowMessage)
      .map(({ fields }) =>
        rowMode === 'array'
          ? fields.map(read)
          : Object.fromEntries(fields.map((text, at) => [columns[at]?.name, read(text, at)])),
      )
    return { rows, fields: columns.map(({ name, dataTypeID }) => ({ name, dataTypeID })) }
  }

  /** A value as PostgreSQL reads it. */
  #written(value: unknown, type = 0): string | null {
    if (value === null || value === undefined) return null
    const serialize = this.#lite.serializers[type]
    return serialize ? serialize(value) : String(value)
  }

  /** Sends messages of PostgreSQL's protocol in one call. */
  #send(...messages: Uint8Array[]) {
    return this.#lite.execProtocolStream(Buffer.concat(messages))
  }
}
