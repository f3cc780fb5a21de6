import { severalInstances } from '../e2e/instances/run.ts'
import { bringBuild, concludeTrial, tryPart } from './trial.ts'

const times = Number(process.argv[2] ?? 5)
await bringBuild()
const lost = await tryPart({
  title: 'Two servers behind nginx on one PostgreSQL',
  run: severalInstances,
  times,
})
concludeTrial(lost)
