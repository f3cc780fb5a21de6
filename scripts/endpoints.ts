import { ringing } from '../e2e/endpoints/ringing.ts'
import { ensureBuild, finishTrial, tryPart } from './trial.ts'

await ensureBuild()
const times = Number(process.argv[2] ?? 100)
finishTrial(await tryPart({ title: 'Emergencies ring phones by ntfy and Kannel', run: ringing, times }))
