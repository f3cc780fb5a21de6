import type { Store } from '#/db/store/store.ts'
import { findStanding } from '#/lib/accounts/account/standing.ts'
import { createAccountIn } from '#/lib/changes/accounts/commands.ts'
import type { NewAccount } from '#/lib/changes/accounts/form.ts'
import { regrantSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { findAnswer, type Idempotency, keepAnswer, runOnce } from '#/lib/platform/http/idempotency.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type AccountAnswer, answerAccount } from './account-answer.ts'

/**
 * Creates an account with a key and invites its first owner. The same request again (`idempotency`) answers what was
 * answered, and creates nothing.
 * @throws AppError `slug-taken`, `invalid-input` for an unknown type, `forbidden` for a key that is no longer good,
 * `idempotency-running`, `idempotency-mismatch`
 */
export function provisionAccount(
  store: Store,
  grant: SourceGrant<'accounts:write'>,
  given: NewAccount,
  idempotency: Idempotency | null,
): Promise<{ account: AccountAnswer; replayed: boolean }> {
  return runOnce(grant.source.id, idempotency, () =>
    store.transact(async (tx) => {
      const at = now()
      const by = await regrantSource(tx, grant, 'accounts:write')
      const answered = idempotency && (await findAnswer(tx, by.source.id, idempotency, at))
      // What is kept there is what was answered below.
      if (answered) return { account: answered as AccountAnswer, replayed: true }

      const id = await createAccountIn(tx, by, given)
      const standing = await findStanding(tx, { id }, at)
      if (!standing) throw new AppError('not-found')
      const account = answerAccount(standing)
      if (idempotency) await keepAnswer(tx, by.source.id, idempotency, account, at)
      return { account, replayed: false }
    }),
  )
}
