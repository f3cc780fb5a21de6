import { clockJumps } from './clock.ts'
import { databaseRestarts } from './database.ts'
import { fullDisk } from './disk.ts'
import { killRounds } from './kill.ts'
import { twoServers } from './pair.ts'
import type { CrashPart } from './part.ts'
import { badRelay } from './relay.ts'
import { stoppedWorker } from './stopped.ts'

/** All parts of `npm run test:long -- crash` by name, with their default repetitions. */
export const crashParts: Record<string, { title: string; run: CrashPart; times: number }> = {
  kill: { title: 'The server is killed (kill -9)', run: killRounds, times: 500 },
  disk: { title: 'The disk is full', run: fullDisk, times: 50 },
  relay: { title: 'The mail server fails at every step', run: badRelay, times: 2000 },
  stopped: { title: 'A worker sleeps past its lease', run: stoppedWorker, times: 50 },
  clock: { title: 'The clock jumps', run: clockJumps, times: 100 },
  pair: { title: 'Two servers work on one SQLite file', run: twoServers, times: 60 },
  database: { title: 'PostgreSQL is restarted', run: databaseRestarts, times: 100 },
}
