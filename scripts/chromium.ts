import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { installPackages, isDebian } from './debian.ts'

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
    await installPackages('chromium', 'fonts-liberation')
  }
  if (findChromium()) return
  throw new Error(
    'The browser tests need Chromium. On Debian: `apt-get install chromium fonts-liberation` as root. ' +
      'Elsewhere: `npx playwright install --with-deps chromium`, or name one by CHROMIUM=/path/to/chromium. Then run again.',
  )
}
