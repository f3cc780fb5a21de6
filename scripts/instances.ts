import { severalInstances } from '../e2e/instances/run.ts'
import { ensureBuild, finishTrial, tryPart } from './trial.ts'

const times = Number(process.argv[2] ?? 5)
await ensureBuild()
const lost = await tryPart({
  title: 'Two servers behind nginx on one PostgreSQL',
  run: severalInstances,
  times,
})
finishTrial(lost)
