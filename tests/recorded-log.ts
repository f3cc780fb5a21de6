import { symbols } from 'pino'
import { onTestFinished } from 'vitest'
import { log } from '#/lib/platform/log/log.ts'

/** The lines that are logged from here to the end of the running test, at every level, as they would be printed. */
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
