import { readFileSync } from 'node:fs'

/** Linux counts processor time in ticks; USER_HZ has been 100 on every platform that Node supports. */
const ticksPerMinute = 100 * 60

/**
 * Processor minutes of this process and of all processes below it that have ended and were waited for, user and system
 * time together; undefined where the system does not say (proc_pid_stat(5)).
 */
export function readProcessorMinutes(file = '/proc/self/stat'): number | undefined {
  try {
    // The name in parentheses may contain spaces; utime, stime, cutime and cstime are fields 14 to 17.
    const [, after = ''] = /^.*\) (.*)/s.exec(readFileSync(file, 'utf8')) ?? []
    const ticks = after.split(' ').slice(11, 15).map(Number)
    return ticks.reduce((sum, one) => sum + one, 0) / ticksPerMinute
  } catch {
    return undefined
  }
}
