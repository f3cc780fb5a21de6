import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { installPackages, isDebian } from './debian.ts'

/** Debian's Chromium without windows. The full one draws unseen windows, and needs almost twice the processor time. */
const shell = '/usr/bin/chromium-headless-shell'

/** Chromium's program: the one in `CHROMIUM`, one of Debian's, or Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM
  return [given, shell, '/usr/bin/chromium', chromium.executablePath()].find(
    (path) => path && existsSync(path),
  )
}

/** Installs Debian's Chromium if it can. @throws Error with what to install by hand, if there is none then. */
export async function ensureChromium(): Promise<void> {
  const isThere = [process.env.CHROMIUM, shell].some((path) => path && existsSync(path))
  if (!isThere && isDebian() && process.getuid?.() === 0) {
    console.log('Chromium without windows is missing; installing it with apt-get.')
    await installPackages('chromium-headless-shell', 'fonts-liberation')
  }
  if (findChromium()) return
  throw new Error(
    'The browser tests need Chromium. On Debian: `apt-get install chromium-headless-shell fonts-liberation` as root. ' +
      'Elsewhere: `npx playwright install --with-deps chromium`, or name one by CHROMIUM=/path/to/chromium. Then run again.',
  )
}
