import { symbols } from 'pino'
import { onTestFinished } from 'vitest'
import { log } from '#/lib/platform/log/log.ts'

/** The log lines of every level from now to the end of the running test, as printed. */
export function recordLog(): string[] {
  const lines: string[] = []
  const printed = log as unknown as Record<symbol, unknown>
  const [level, stream] = [log.level, printed[symbols.streamSym]]
  log.level = 'trace'
  printed[symbols.streamSym] = { write: (line: string) => lines.push(line) }
  onTestFinished(() => {
    log.level = level
    printed[symbols.streamSym] = stream
  })
  return lines
}
