import { randomBytes } from 'node:crypto'
import type { Environment, Fault } from '#/environment.ts'
import { loadStartEnvironment } from '#/scripts/start-environment.ts'

/** What is wrong with the server's environment. Nothing here may import env.ts, which would read it too early. */
export const environmentFaults: Fault[] = []

/** What can be read where the environment is wrong; what depends on it is skipped. */
const standIns: Partial<Record<keyof Environment, string>> = {
  APP_URL: 'http://localhost',
  AUTH_SECRET: randomBytes(24).toString('hex'),
  SMTP_URL: 'smtp://localhost',
  MAIL_FROM: 'portal@localhost',
  STAFF_PASSKEYS: 'optional',
  PHONE_PREFIXES: '+1',
}

/** Reads the environment as the start of the server in `folder` does, keeps its faults, and makes it one that loads. */
export function loadServerEnvironment(folder: string): void {
  for (;;) {
    const faults = loadStartEnvironment(folder)
    if (faults.length === 0) return
    environmentFaults.push(...faults)
    for (const { name } of faults) process.env[name] = standIns[name] ?? ''
  }
}

/** Whether none of these variables is wrong. */
export function isSound(names: readonly (keyof Environment)[]): boolean {
  return !environmentFaults.some(({ name }) => names.includes(name))
}
