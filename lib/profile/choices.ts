// Apart from the schema, so that the browser's code can use it without loading a validator.

/** Small choices that follow a person to every browser. */
export interface Choices {
  /** Keys by command id, where the person wants others than ours; `null` for none. */
  shortcuts: Readonly<Record<string, string | null>>
  /** How a finished run is told while another tab or program is in front. */
  notifications: {
    /** A short sound. */
    sound: boolean
    /** The system's own notice; each browser asks for its permission besides. */
    system: boolean
  }
}

export const NO_CHOICES: Choices = { shortcuts: {}, notifications: { sound: false, system: false } }

/** Bounds of what is kept. */
export const CHOICE_LIMITS = { shortcuts: 200, idChars: 60, keyChars: 40 } as const

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was kept, with the usual for whatever it does not say: earlier versions kept less, later ones more. */
export function readChoices(kept: unknown): Choices {
  const { shortcuts, notifications } = isRecord(kept) ? kept : {}
  const keys = Object.entries(isRecord(shortcuts) ? shortcuts : {}).filter(
    (entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string',
  )
  const { sound, system } = isRecord(notifications) ? notifications : {}
  return {
    shortcuts: Object.fromEntries(keys),
    notifications: { sound: sound === true, system: system === true },
  }
}
