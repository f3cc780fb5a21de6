import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../e2e/server.ts'
import { installed, root, runNode } from '../scripts/run.ts'
import { measureScripts } from './scripts-size.ts'

const folder = join(root, 'bench/bare')

/** Builds a bare page of the installed Next; answers the gzipped bytes of its scripts. */
export async function measureBareScripts(): Promise<number> {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const code = await runNode([installed('next/dist/bin/next'), 'build', folder], { env, stdio: 'ignore' })
  if (code !== 0) throw new Error('The bare page could not be built.')
  const built = join(folder, '.next/standalone/bench/bare')
  cpSync(join(folder, '.next/static'), join(built, '.next/static'), { recursive: true })
  const server = await startServer(folder, { program: join(built, 'server.js'), readyPath: '/' })
  try {
    return await measureScripts(server.url)
  } finally {
    await server.stop()
  }
}
