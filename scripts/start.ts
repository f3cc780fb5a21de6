import { assertFreePort } from './port.ts'
import { stop } from './run.ts'
import { isBuilt, serve } from './standalone.ts'

process.env.RECAPITO_MODE ||= 'production'
if (!isBuilt()) stop('There is no build yet. Run `npm run build` first.')

const { env } = await import('#/env.ts').catch((error: unknown) => {
  stop(error instanceof Error ? error.message : String(error))
})

await assertFreePort(env.PORT, env.HOST)
Object.assign(process.env, {
  NODE_ENV: 'production',
  DATA_DIR: env.DATA_DIR,
  PORT: String(env.PORT),
  HOSTNAME: env.HOST,
})
await serve()
