import { periodicJobs } from '#/lib/boot/jobs.ts'
import { openStore } from '../db/store/index.ts'
import { env } from '../env.ts'

/** Runs each named job once on the environment's store; writes the milliseconds of each, by name, as JSON. */
const stopping = new AbortController().signal
const store = await openStore(
  env.DATABASE_URL ? { url: env.DATABASE_URL } : { file: `${env.DATA_DIR}/recapito.sqlite` },
)
const took: Record<string, number> = {}
for (const name of process.argv.slice(2)) {
  const job = periodicJobs.find((one) => one.name === name)
  if (!job) throw new Error(`There is no job "${name}".`)
  const began = performance.now()
  await job.run(store, stopping)
  took[name] = performance.now() - began
}
await store.close()
process.stdout.write(JSON.stringify(took))
