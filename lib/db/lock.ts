import 'server-only'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process has the data folder open. */
export class DataFolderLockedError extends Error {
  constructor(folder: string, cause: unknown) {
    super(
      `The data folder ${folder} is in use by another process of Bunch. Stop that process first, or set BUNCH_DATA_DIR ` +
        'to another folder. (Two processes on one embedded database would destroy it; to run several, set DATABASE_URL.)',
      { cause },
    )
    this.name = 'DataFolderLockedError'
  }
}

/**
 * Takes the data folder for this process. The lock is SQLite's lock on a file of its own: the operating system frees it
 * the moment the process is gone, kill -9 included, so there is never a stale one to clean up by hand.
 *
 * @returns the way to free it
 * @throws DataFolderLockedError
 */
export function lockDataFolder(folder: string): () => void {
  const file = new DatabaseSync(join(folder, 'database.lock'), { timeout: 0 })
  try {
    file.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    // Anything but "somebody holds it" (a read-only folder, say) must not be told as such.
    if (cause instanceof Error && /locked|busy/i.test(cause.message)) {
      throw new DataFolderLockedError(folder, cause)
    }
    throw cause
  }
  let held = true
  return () => {
    if (held) file.close()
    held = false
  }
}
