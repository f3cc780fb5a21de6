import { setTimeout } from 'node:timers/promises'
import type { Server } from '../server.ts'

/** Signs of a stack or of our file paths in an answer. */
const stack = /\n\s+at .+:\d+:\d+|node:internal|node_modules\/|file:\/\/\//

const logLimit = 1_000

/**
 * Watches a server's log: each call returns the errors since the last one. After a 5xx it waits for the log line with
 * the reason.
 */
export function watchLog(server: Server): (after: { status: number }) => Promise<string[]> {
  let read = server.log().length
  const take = (): string[] => {
    const said = server.log().slice(read)
    const whole = said.slice(0, said.lastIndexOf('\n') + 1)
    read += whole.length
    const lines = whole.split('\n').filter((one) => one.trim() !== '')
    const faults = lines.filter((line) => (levelOf(line) ?? 0) >= 50)
    // Next prints errors in its own lines too.
    if (faults.length > 0) return faults
    return lines.filter((line) => levelOf(line) === null && !/^(⨯|\s|\})/.test(line))
  }
  return async ({ status }) => {
    for (const limit = Date.now() + logLimit; ; await setTimeout(5)) {
      const faults = take()
      if (status < 500 || faults.length > 0 || Date.now() > limit) return faults
    }
  }
}

/** Parses one of our lines; null for others. */
function levelOf(line: string): number | null {
  try {
    return (JSON.parse(line) as { level: number }).level
  } catch {
    return null
  }
}

/** @throws Error if an answer reveals internals */
export function assertDiscreet(text: string, what: string): void {
  if (stack.test(text)) throw new Error(`${what} shows a stack: ${text.slice(0, 300)}`)
}
