import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { assertFreePort } from './port.ts'
import { stop } from './run.ts'
import { serverSettings } from './server-settings.ts'

/** Starts the built server beside it. The build keeps this program as bin/start.js, which needs nothing but the build. */
process.env.RECAPITO_MODE ||= 'production'

const { env } = await import('#/env.ts').catch((error: unknown) => {
  stop(error instanceof Error ? error.message : String(error))
})

await assertFreePort(env.PORT, env.HOST)
Object.assign(process.env, {
  NODE_ENV: 'production',
  DATA_DIR: env.DATA_DIR,
  PORT: String(env.PORT),
  HOSTNAME: env.HOST,
  ...serverSettings,
})
await import(pathToFileURL(resolve(import.meta.dirname, '../server.js')).href)
