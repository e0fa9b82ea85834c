import 'server-only'
import type { Db, Tx } from '#lib/db/client.ts'
import { deleteSetting, readSetting, settingIsUnset, writeSetting } from '#lib/db/settings.ts'
import { type QueueStateDto, queueStateDto } from '#lib/events/schema.ts'

const KEY = 'gateway-pause'

type GatewayPause = NonNullable<QueueStateDto['paused']>

/** Why nothing is sent to the gateway at present, or `null`: set when it refused the key or the account. */
export async function gatewayPause(db: Db | Tx): Promise<GatewayPause | null> {
  const result = queueStateDto.shape.paused.safeParse((await readSetting(db, KEY)) ?? null)
  return result.success ? result.data : null
}

/** The condition that nothing stops calls, for statements that begin one. */
export const notPaused = () => settingIsUnset(KEY)

export async function pauseGateway(db: Db | Tx, value: GatewayPause): Promise<void> {
  await writeSetting(db, KEY, value)
}

export async function unpauseGateway(db: Db | Tx): Promise<void> {
  await deleteSetting(db, KEY)
}
