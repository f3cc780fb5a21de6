import { listLost, type Report } from '../e2e/crash/part.ts'
import { crashParts } from '../e2e/crash/parts.ts'
import { stop } from './run.ts'
import { build, isBuiltFromSources } from './standalone.ts'

const chosen = choose(process.argv.slice(2))
if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to test.')

const broken: string[] = []
for (const { title, run, times } of chosen) {
  console.log(`\n${title}`)
  const began = Date.now()
  const report = await run(times, sayNow()).catch((error: unknown): Report => {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { tried: {}, lost: { 'could not be tried': [why] } }
  })
  printTable(report, (Date.now() - began) / 1000)
  broken.push(...listLost(report).map((lost) => `${title}: ${lost}`))
}
if (broken.length > 0) stop(`\nPromises were broken.\n${broken.join('\n')}`)
console.log('\nNothing was lost.')

/** `kill 50 disk`: parts by name, each with how often where a number follows. All of them where none is named. */
function choose(given: readonly string[]) {
  const names = given.length > 0 ? given.filter((word) => !/^\d+$/.test(word)) : Object.keys(crashParts)
  const parts = names.map((name) => {
    const part = crashParts[name]
    const times = Number(given[given.indexOf(name) + 1])
    return part && { ...part, ...(given.includes(name) && times > 0 && { times }) }
  })
  const known = parts.filter((part) => part !== undefined)
  if (known.length === 0 || known.length < names.length)
    stop(
      `npm run test:crash -- kill 50 disk: tries some of ${Object.keys(crashParts).join(', ')}, each so many times as said.`,
    )
  return known
}

/** Says how far it is, every ten seconds. */
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
