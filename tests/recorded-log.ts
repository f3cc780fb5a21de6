import { AsyncLocalStorage } from 'node:async_hooks'
import { symbols } from 'pino'
import { onTestFinished } from 'vitest'
import { log } from '#/lib/platform/log/log.ts'

const recordings = new AsyncLocalStorage<string[]>()

/**
 * The log lines of every level that the running test's work prints from now on. Work that another test left prints none
 * of them, however late it ends.
 */
export function recordLog(): string[] {
  const lines: string[] = []
  recordings.enterWith(lines)
  const printed = log as unknown as Record<symbol, unknown>
  const [level, stream] = [log.level, printed[symbols.streamSym]]
  log.level = 'trace'
  printed[symbols.streamSym] = {
    write: (line: string) => {
      if (recordings.getStore() === lines) lines.push(line)
    },
  }
  onTestFinished(() => {
    log.level = level
    printed[symbols.streamSym] = stream
  })
  return lines
}
