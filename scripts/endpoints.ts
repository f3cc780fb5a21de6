import { ensureBuild, finishTrial, tryPart } from './trial.ts'

// Otherwise filling the store would log between the rows.
process.env.LOG_LEVEL ||= 'warn'
const { ringing } = await import('../e2e/endpoints/ringing.ts')

await ensureBuild()
const times = Number(process.argv[2] ?? 100)
finishTrial(await tryPart({ title: 'Emergencies ring phones by ntfy and Kannel', run: ringing, times }))
