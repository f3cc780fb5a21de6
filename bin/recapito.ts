import { resolve } from 'node:path'
import { loadServerEnvironment } from './doctor/environment.ts'

// The files that it needs are one folder up, in the sources and in the build. DATA_DIR is relative to it, as the server's is.
const typedIn = process.cwd()
const program = resolve(import.meta.dirname, '..')
process.chdir(program)
// The others need no more of the environment than the store.
if (process.argv[2] === 'doctor') {
  const isSource = import.meta.filename.endsWith('.ts')
  loadServerEnvironment(isSource ? resolve(program, '.next/standalone') : program)
}

const { runCommandLine } = await import('./run-command-line.ts').catch((error: unknown) => {
  // A wrong environment says in plain words what is wrong.
  console.error(error instanceof Error && error.name === 'EnvironmentError' ? error.message : error)
  process.exit(1)
})
process.exitCode = await runCommandLine(process.argv.slice(2), typedIn)
