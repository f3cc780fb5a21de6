import nextEnv from '@next/env'
import { type Fault, readEnvironment } from '#/environment.ts'
import { serverSettings } from './server-settings.ts'

const silent = { info: () => undefined, error: () => undefined }

/**
 * Makes `process.env` what the built server in `folder` starts with, and returns what is wrong with it. The files `.env*`
 * there fill in only what is not set, as in Next: they are read after what is required, and where the store is, is known.
 */
export function loadStartEnvironment(folder: string): Fault[] {
  process.env.RECAPITO_MODE ||= 'production'
  const { environment, faults } = readEnvironment(process.env)
  if (faults.length > 0) return faults
  const { DATA_DIR, LANGUAGES_DIR, PORT, HOST } = environment
  Object.assign(process.env, {
    NODE_ENV: 'production',
    // The server changes into its folder.
    DATA_DIR,
    ...(LANGUAGES_DIR && { LANGUAGES_DIR }),
    PORT: String(PORT),
    HOSTNAME: HOST,
    ...serverSettings,
  })
  nextEnv.loadEnvConfig(folder, false, silent)
  return readEnvironment(process.env).faults
}
