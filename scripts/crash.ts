import { crashParts } from '../e2e/crash/parts.ts'
import { stop } from './run.ts'
import { ensureBuild, finishTrial, type Trial, tryPart } from './trial.ts'

await ensureBuild()
const lost: string[] = []
for (const trial of choose(process.argv.slice(2))) lost.push(...(await tryPart(trial)))
finishTrial(lost)

/** Parses `kill 50 disk`: parts by name, each with an optional number of runs. All parts if none is named. */
function choose(given: readonly string[]): Trial[] {
  const names = given.length > 0 ? given.filter((word) => !/^\d+$/.test(word)) : Object.keys(crashParts)
  const trials = names.map((name) => {
    const part = crashParts[name]
    const times = Number(given[given.indexOf(name) + 1])
    return part && { ...part, ...(given.includes(name) && times > 0 && { times }) }
  })
  const known = trials.filter((trial) => trial !== undefined)
  if (known.length === 0 || known.length < names.length)
    stop(
      `npm run test:long -- crash kill 50 disk: tries some of ${Object.keys(crashParts).join(', ')}, each so many times as said.`,
    )
  return known
}
