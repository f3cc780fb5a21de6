import { type CrashPart, listMissing, type Report } from '../e2e/crash/part.ts'
import { stop } from './run.ts'
import { build, isBuiltFromSources } from './standalone.ts'

export type Trial = { title: string; run: CrashPart; times: number }

/** Builds if there is no current build, since the trial needs one. */
export async function ensureBuild(): Promise<void> {
  if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to test.')
}

/** Tries one part and prints its table; returns what was lost. */
export async function tryPart({ title, run, times }: Trial): Promise<string[]> {
  console.log(`\n${title}`)
  const began = Date.now()
  const report = await run(times, sayNow()).catch((error: unknown): Report => {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { tried: {}, lost: { 'could not be tried': [why] } }
  })
  printTable(report, (Date.now() - began) / 1000)
  return listMissing(report).map((lost) => `${title}: ${lost}`)
}

/** Prints the result, and exits with code 1 if anything was lost. */
export function finishTrial(lost: readonly string[]): void {
  if (lost.length > 0) stop(`\nPromises were broken.\n${lost.join('\n')}`)
  console.log('\nNothing was lost.')
}

/** Prints the progress every ten seconds. */
function sayNow(): (progress: string) => void {
  let saidAt = Date.now()
  return (progress) => {
    if (Date.now() - saidAt < 10_000) return
    saidAt = Date.now()
    console.log(`  ${progress}`)
  }
}

function printTable({ tried, lost }: Report, seconds: number): void {
  const lines: [string, number][] = [
    ...Object.entries(tried),
    ...Object.entries(lost).map(([what, names]): [string, number] => [`lost: ${what}`, names.length]),
  ]
  const width = Math.max(...lines.map(([what]) => what.length))
  for (const [what, count] of lines) console.log(`${what.padEnd(width)}  ${String(count).padStart(7)}`)
  console.log(`${seconds.toFixed(0)} s`)
}
