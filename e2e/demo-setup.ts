import { join } from 'node:path'
import { writePseudoLanguage } from '#/tests/pseudo-language.ts'
import { makeDemoStore } from './demo-store.ts'
import { codeCache, startServer } from './server.ts'

/** The variable with the folder of the pseudo-language. */
export const pseudoLanguages = 'PSEUDO_LANGUAGES'

/**
 * Creates the demo store that all workers copy (fixtures.ts), and lets one server write its compiled code, so that all
 * others start in two thirds of the time; returns a function that removes both.
 */
export default async function setup(): Promise<() => void> {
  const store = await makeDemoStore()
  process.env.DEMO_STORE = store.folder
  process.env[pseudoLanguages] = join(store.folder, 'languages')
  writePseudoLanguage(join(store.folder, 'languages'))
  process.env[codeCache] = join(store.folder, 'code')
  const server = await startServer(store.copy())
  for (const path of ['/sign-in', '/docs/api']) await fetch(`${server.url}${path}`)
  // Node writes it at an orderly end.
  process.kill(server.pid, 'SIGTERM')
  await server.exited
  return store.remove
}
