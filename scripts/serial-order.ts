import { randomInt } from 'node:crypto'
import { serialOrder } from '../tests/serial-order/part.ts'
import { stop } from './run.ts'
import { finishTrial, tryPart } from './trial.ts'

const times = Number(process.argv[2] ?? 50)
const seed = Number(process.argv[3] ?? randomInt(2 ** 31))
if (!(times > 0) || !Number.isInteger(seed))
  stop(
    '`npm run test:long -- serial 10 1234` takes how many runs, 50 unless given, and the first seed, any unless given.',
  )
const title = 'Two instances, held against a serial order'
finishTrial(await tryPart({ title, run: serialOrder(seed), times }))
