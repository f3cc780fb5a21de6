import { setTimeout } from 'node:timers/promises'
import type { DemoStore } from '../demo-store.ts'
import { arrange } from '../matrix/setting.ts'
import { storeFile } from '../server.ts'
import { type Site, withSite } from '../site.ts'
import { fuzzActions, type Tried } from './action-rounds.ts'
import { fuzzApi } from './api-rounds.ts'
import { findBrokenRows, indexAccounts } from './invariants.ts'

/** The number of requests to each side of the server, or the duration. */
export type Round = { seed: number; budget: { numRuns: number } | { milliseconds: number } }
export type RoundReport = { actions: Tried; api: Tried; rows: number }

const restLimit = 20_000

/**
 * Fuzzes a server with the demo store: actions, then the API, then checks the invariants. @throws Error of fast-check
 * for a failed case, or with the faults of the store
 */
export async function runFuzzRound(demoStore: DemoStore, round: Round): Promise<RoundReport> {
  const { seed } = round
  const budget =
    'numRuns' in round.budget
      ? { ...round.budget, seed }
      : {
          seed,
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: round.budget.milliseconds,
          markInterruptAsFailure: false,
        }
  const began = Date.now()
  const environment = { LOG_LEVEL: 'warn', EVENTS_PER_SECOND: '1000000' }
  return withSite(demoStore.copy(), { environment }, async (site) => {
    const setting = await arrange(site)
    await indexAccounts(storeFile(site.folder))
    const actions = await fuzzActions(site, setting, budget)
    const api = await fuzzApi(site, budget)
    await waitUntilIdle(site)
    const broken = await findBrokenRows(storeFile(site.folder), began)
    if (broken.length > 0) throw new Error(`seed ${seed} left the store broken:\n${broken.join('\n')}`)
    const rows = site.rows<{ rows: number }>('select count(*) as rows from audit_entries')[0]?.rows ?? 0
    return { actions, api, rows }
  })
}

async function waitUntilIdle(site: Site): Promise<void> {
  for (const limit = Date.now() + restLimit; Date.now() < limit; await setTimeout(50)) {
    const [waiting] = site.rows<{ mails: number }>(
      "select count(*) as mails from outbox where status = 'sending' or due_at <= ?",
      Date.now(),
    )
    if (waiting?.mails === 0) return
  }
}
