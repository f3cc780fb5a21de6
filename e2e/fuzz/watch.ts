import { setTimeout } from 'node:timers/promises'
import type { Server } from '../server.ts'

/** What an answer must not show: a stack, or where our files are. */
const stack = /\n\s+at .+:\d+:\d+|node:internal|node_modules\/|file:\/\/\//

const logLimit = 1_000

/**
 * Watches a server's log from now on: each call answers the faults that came since the call before; after an answer of 5xx it waits
 * for the line that tells why.
 */
export function watchLog(server: Server): (after: { status: number }) => Promise<string[]> {
  let read = server.log().length
  const take = (): string[] => {
    const said = server.log().slice(read)
    const whole = said.slice(0, said.lastIndexOf('\n') + 1)
    read += whole.length
    const lines = whole.split('\n').filter((one) => one.trim() !== '')
    const faults = lines.filter((line) => (levelOf(line) ?? 0) >= 50)
    // Next prints its errors too, in lines of its own.
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

/** Of a line that is ours; null of another. */
function levelOf(line: string): number | null {
  try {
    return (JSON.parse(line) as { level: number }).level
  } catch {
    return null
  }
}

/** @throws Error where an answer tells of our insides. */
export function assertDiscreet(text: string, what: string): void {
  if (stack.test(text)) throw new Error(`${what} shows a stack: ${text.slice(0, 300)}`)
}
