import { ensureBuild } from '#scripts/build.ts'

/** One production build for all workers, made here so that two do not make it at once. */
export default async function setup(): Promise<void> {
  await ensureBuild()
}
