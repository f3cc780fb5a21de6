import { startFirefox } from '../e2e/browsers/firefox.ts'
import { runJourney } from '../e2e/browsers/run.ts'
import { startWebKit } from '../e2e/browsers/webkit.ts'
import { ensureBrowsers } from './browser-programs.ts'
import { stop } from './run.ts'
import { ensureBuild, finishTrial, tryPart } from './trial.ts'

const times = Number(process.argv[2] ?? 1)
if (!(times > 0))
  stop('`npm run test:long -- other-browsers 3` walks the journeys three times in each browser.')
const programs = await ensureBrowsers()
await ensureBuild()
const lost = [
  ...(await tryPart({
    title: 'Firefox',
    run: runJourney('firefox', () => startFirefox(programs.firefox)),
    times,
  })),
  ...(await tryPart({
    title: 'WebKitGTK',
    run: runJourney('webkit', () => startWebKit(programs.webkit)),
    times,
  })),
]
finishTrial(lost)
