import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

// The program and the files beside it are here, or one folder up in the sources. DATA_DIR is relative to it, as the server's is.
const typedIn = process.cwd()
const here = import.meta.dirname
process.chdir(existsSync(resolve(here, 'db/migrations')) ? here : resolve(here, '..'))

const { obey } = await import('./obey.ts').catch((error: unknown) => {
  // A wrong environment says in plain words what is wrong.
  console.error(error instanceof Error && error.name === 'EnvironmentError' ? error.message : error)
  process.exit(1)
})
process.exitCode = await obey(process.argv.slice(2), typedIn)
