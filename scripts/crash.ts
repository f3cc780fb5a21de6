import { runCrashRounds } from '../e2e/crash/rounds.ts'
import { stop } from './run.ts'
import { build, isBuiltFromSources } from './standalone.ts'

const rounds = Number(process.argv[2] ?? 500)
if (!Number.isInteger(rounds) || rounds < 1)
  stop('`npm run test:crash -- 50` takes how often to kill, 500 unless given.')
if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to test.')

const began = Date.now()
const report = await runCrashRounds(rounds, (round) => {
  if (round % 25 === 0) console.log(`${round} of ${rounds} killed`)
})
const { findings } = report
const lines: [string, number][] = [
  ['killed while starting', report.rounds.starting],
  ['killed at any moment under load', report.rounds.any],
  ['killed as an event was answered with 202', report.rounds.accepted],
  ['killed when a mail had come to its dot', report.rounds.dot],
  ['killed when a mail had been answered with 250', report.rounds.answered],
  ['events answered with 202', report.triggered + report.resolved],
  ['mails arrived', report.arrived],
  ['of them repeated under their Message-ID', report.repeated],
  ['events lost', findings.lostEvents.length],
  ['notices doubled', findings.doubledNotices.length],
  ['notices of which nobody was told', findings.untold.length],
  ['deliveries not accepted in the end', findings.notAccepted.length],
  ['deliveries accepted and not arrived', findings.notArrived.length],
  ['deliveries doubled under another Message-ID', findings.doubledDeliveries.length],
  ['mails that nobody had queued', findings.strangers.length],
]
const width = Math.max(...lines.map(([what]) => what.length))
console.log('')
for (const [what, count] of lines) console.log(`${what.padEnd(width)}  ${String(count).padStart(7)}`)
console.log(`\n${((Date.now() - began) / 1000).toFixed(0)} s`)
const broken = Object.values(findings).flat()
if (broken.length > 0) stop(`Promises were broken: ${broken.slice(0, 20).join(', ')}`)
