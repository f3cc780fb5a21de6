import { resolve } from 'node:path'

// The files that it needs are one folder up, in the sources and in the build. DATA_DIR is relative to it, as the server's is.
const typedIn = process.cwd()
process.chdir(resolve(import.meta.dirname, '..'))

const { runCommandLine } = await import('./run-command-line.ts').catch((error: unknown) => {
  // A wrong environment says in plain words what is wrong.
  console.error(error instanceof Error && error.name === 'EnvironmentError' ? error.message : error)
  process.exit(1)
})
process.exitCode = await runCommandLine(process.argv.slice(2), typedIn)
