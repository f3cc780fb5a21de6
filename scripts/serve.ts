import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EnvironmentError } from '#/environment.ts'
import { assertFreePort } from './port.ts'
import { stop } from './run.ts'
import { loadStartEnvironment } from './start-environment.ts'

/** Starts the built server beside it. The build keeps this program as bin/start.js, which needs nothing but the build. */
const folder = resolve(import.meta.dirname, '..')
const faults = loadStartEnvironment(folder)
if (faults.length > 0) stop(new EnvironmentError(faults).message)

const { env } = await import('#/env.ts')
await assertFreePort(env.PORT, env.HOST)
await import(pathToFileURL(resolve(folder, 'server.js')).href)
