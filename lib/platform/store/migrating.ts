import type { FollowMigration, MigrationStep } from '#/db/store/migrations.ts'
import { log } from '#/lib/platform/log/log.ts'
import { second } from '#/lib/platform/values/clock.ts'

const logEvery = 5 * second

let running: { step: MigrationStep; since: number } | null = null

/** Whether this process waits for the store, or is bringing it to its version, and can answer nothing from it. */
export function isMigrating(): boolean {
  return running !== null
}

/** Runs work that brings the store to this version; logs its step every 5 s, and its end. */
export async function followMigration<Result>(
  work: (onStep: FollowMigration) => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(logStep, logEvery)
  const onStep = (step: MigrationStep) => {
    running = { step, since: running?.since ?? performance.now() }
  }
  try {
    const result = await work(onStep)
    if (running?.step) log.info({ seconds: secondsSoFar() }, 'the store was migrated')
    return result
  } finally {
    clearInterval(timer)
    running = null
  }
}

function logStep(): void {
  if (!running) return
  const { step } = running
  const seconds = secondsSoFar()
  if (step) log.info({ ...step, seconds }, 'migrating the store')
  else log.info({ seconds }, 'waiting for another process that holds the store')
}

function secondsSoFar(): number {
  return Math.round((performance.now() - (running?.since ?? performance.now())) / second)
}
