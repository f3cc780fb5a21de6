import { setTimeout } from 'node:timers/promises'
import type { Server } from '../server.ts'

/** What an answer must not show: a stack, or where our files are. */
const stack = /\n\s+at .+:\d+:\d+|node:internal|node_modules\/|file:\/\/\//

/** What of a server's log was a fault: ours, or arguments that Next could not decode, so that nothing of ours was called. */
export type Logged = { faults: string[]; undecoded: number }

const logLimit = 1_000

/**
 * Watches a server's log from now on: each call answers what came since the call before; after an answer of 5xx it waits for
 * the line that tells why.
 */
export function watchLog(server: Server): (after: { status: number }) => Promise<Logged> {
  let read = server.log().length
  const take = (): Logged => {
    const said = server.log().slice(read)
    const whole = said.slice(0, said.lastIndexOf('\n') + 1)
    read += whole.length
    const logged: Logged = { faults: [], undecoded: 0 }
    const others: string[] = []
    for (const line of whole.split('\n').filter((one) => one.trim() !== '')) {
      const entry = parseEntry(line)
      if (entry === null) others.push(line)
      else if (isUndecoded(entry)) logged.undecoded++
      else if (entry.level >= 50) logged.faults.push(line)
    }
    // Next prints its errors too, in lines of its own.
    if (logged.undecoded === 0 && logged.faults.length === 0)
      logged.faults.push(...others.filter((line) => !/^(⨯|\s|\})/.test(line)))
    return logged
  }
  return async ({ status }) => {
    for (const limit = Date.now() + logLimit; ; await setTimeout(5)) {
      const logged = take()
      if (status < 500 || logged.faults.length + logged.undecoded > 0 || Date.now() > limit) return logged
    }
  }
}

type Entry = { level: number; msg?: string; during?: string; error?: { stack?: string } }

function parseEntry(line: string): Entry | null {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return null
  }
}

/** A line of a stack that is within our build, and not in a chunk that Next made of itself. */
const ourChunks = '.next/server/chunks/'
const ourFrame = /\.next\/server\/(?!chunks\/(?:ssr\/)?node_modules_next_)/

/** Next answers 500 to arguments that are not in React's encoding; no frame of the stack is then of our build. */
function isUndecoded({ msg, during, error }: Entry): boolean {
  const isOfAction = (msg === 'request failed' && during === 'action') || msg === 'from the server'
  return isOfAction && !ourFrame.test(error?.stack ?? ourChunks)
}

/** @throws Error where an answer tells of our insides. */
export function demandDiscreet(text: string, what: string): void {
  if (stack.test(text)) throw new Error(`${what} shows a stack: ${text.slice(0, 300)}`)
}
