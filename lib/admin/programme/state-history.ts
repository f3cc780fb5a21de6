import { and, gte, inArray, lt } from 'drizzle-orm'
import { z } from 'zod'
import { accounts } from '#/db/schema/accounts.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import type { ProgrammeDay } from '#/db/words/programme.ts'
import { memberSteps, staffSteps } from '#/lib/changes/review/policy.ts'

type States = ProgrammeDay['states']

const actions = [...memberSteps, ...staffSteps].map((step) => `integration.${step}`)
const recorded = z.object({ state: z.enum(integrationStates) })

/**
 * How many accounts were in each state at earlier times. Ask for one time after the other, each before the last: the
 * history undoes the later changes of the audit log, and leaves out accounts created later.
 */
export class StateHistory {
  #read: Reader
  #states: States
  #at: number

  /** `states` is the count at `at`. */
  constructor(read: Reader, states: States, at: number) {
    this.#read = read
    this.#states = { ...states }
    this.#at = at
  }

  async rewindTo(instant: number): Promise<States> {
    const changes = await this.#read
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(
        and(
          inArray(auditEntries.action, actions),
          gte(auditEntries.at, instant),
          lt(auditEntries.at, this.#at),
        ),
      )
    for (const { before, after } of changes) {
      const [from, to] = [recorded.safeParse(before), recorded.safeParse(after)]
      if (!from.success || !to.success) continue
      this.#add(from.data.state, 1)
      this.#add(to.data.state, -1)
    }
    const made = await this.#read.$count(
      accounts,
      and(gte(accounts.createdAt, instant), lt(accounts.createdAt, this.#at)),
    )
    this.#add('onboarding', -made)
    this.#at = instant
    return Object.fromEntries(Object.entries(this.#states).filter(([, count]) => count > 0))
  }

  #add(state: IntegrationState, count: number): void {
    this.#states[state] = (this.#states[state] ?? 0) + count
  }
}
