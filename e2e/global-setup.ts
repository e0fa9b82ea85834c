import { ensureBuild } from '#scripts/build.ts'
import { removeSeeded } from './seeded-folder.ts'
import { Studio } from './studio.ts'

/**
 * One production build for all workers, made here so that two do not make it at once, and one data folder with a
 * migrated database, which new studios start on: making a cluster is the slow part of a first start.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuild()
  const template = await Studio.create()
  await template.start()
  await template.stop()
  process.env.BUNCH_E2E_TEMPLATE = template.dataDir
  return async () => {
    await template.remove()
    await removeSeeded(template.dataDir)
  }
}
