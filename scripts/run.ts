import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { resolve } from 'node:path'

export type RunOptions = SpawnOptions

/** The project's folder. */
export const root = resolve(import.meta.dirname, '..')

/** The file of an installed program, for this same Node. */
export function installed(path: string): string {
  return resolve(root, 'node_modules', path)
}

/**
 * Runs a program and returns its exit code. Forwards signals of this process to it and waits for its end, so that no
 * process is left over.
 */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
  return waitFor(child)
}

/** Runs a script or an installed program's file with this same Node. */
export function runNode(args: string[], options: RunOptions = {}): Promise<number> {
  return run(process.execPath, args, options)
}

function waitFor(child: ChildProcess): Promise<number> {
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, pass)
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code, signal) => {
      for (const name of signals) process.removeListener(name, pass)
      done(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/** Prints a sentence on standard error and exits with code 1, without a stack. */
export function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
