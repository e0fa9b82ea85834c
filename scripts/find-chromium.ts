import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const OFF_PATH = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

interface Chromium {
  executablePath: string
  /** Added to the environment of the browser's process. */
  env: Record<string, string>
}

/** Flags for a browser in tests: nothing in the background, and no sandbox, which containers do not allow. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The Chromium of the lock file, unpacked once. Made for AWS Lambda, it unpacks into the temporary folder, where any
 * version counts as its own, and adds its libraries only where it believes to be there: hence a process of its own.
 */
function unpackPinned(): Chromium {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8'))
  const folder = resolve(`node_modules/.chromium-${version}`)
  if (!existsSync(folder)) {
    const unfinished = mkdtempSync(`${folder}-`)
    const { status, stderr } = spawnSync(
      process.execPath,
      ['-e', "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())"],
      { env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' } },
    )
    if (status !== 0) {
      rmSync(unfinished, { recursive: true })
      throw new Error(`The Chromium of @sparticuz/chromium could not be unpacked:\n${stderr}`)
    }
    renameSync(unfinished, folder)
  }
  const fonts = join(folder, 'fonts.conf')
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
  return {
    executablePath: join(folder, 'chromium'),
    // Without a locale of UTF-8 it calls every download with a name like “Köln.png” just “download”.
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: fonts, LC_ALL: 'C.UTF-8' },
  }
}

function findInstalled(): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name + suffix))), ...OFF_PATH].find(
    (path) => existsSync(path),
  )
}

/** Debian's package, where we may install it. False where that is not possible or failed; apt says why. */
function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log('Installing Chromium with apt-get …')
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  spawnSync('apt-get', ['update', '-qq'], options)
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options).status ===
    0
  )
}

/**
 * The browser for the tests, in this order: `CHROME_PATH`; on Linux x64 the build that the lock file pins; one that is
 * installed; Debian's, installed now. See docs/decisions/test-browser.md.
 *
 * @throws where there is none, with what to do
 */
export function findChromium(): Chromium {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) return { executablePath: CHROME_PATH, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackPinned()
  const installed = findInstalled() ?? (installFromDebian() ? findInstalled() : undefined)
  if (installed) return { executablePath: installed, env: {} }
  throw new Error(
    'No browser for the tests: install Chromium or Google Chrome, or set CHROME_PATH to its executable.',
  )
}
