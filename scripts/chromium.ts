import { existsSync, readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { type RunOptions, run } from './run.ts'

/** Chromium's program: the one `CHROMIUM` names, Debian's, or Playwright's own; undefined where there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM
  return [given, '/usr/bin/chromium', chromium.executablePath()].find((path) => path && existsSync(path))
}

/** Installs Debian's Chromium where that can be done. @throws Error with what to install by hand, elsewhere. */
export async function bringChromium(): Promise<void> {
  if (findChromium()) return
  if (isDebian() && process.getuid?.() === 0) {
    console.log('Chromium is missing; installing it with apt-get.')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const quiet: RunOptions = { env, stdio: ['ignore', 'ignore', 'inherit'] }
    await run('apt-get', ['update', '-q'], quiet)
    await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
  }
  if (findChromium()) return
  throw new Error(
    'The browser tests need Chromium. On Debian: `apt-get install chromium fonts-liberation` as root. ' +
      'Elsewhere: `npx playwright install --with-deps chromium`, or name one by CHROMIUM=/path/to/chromium. Then run again.',
  )
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
