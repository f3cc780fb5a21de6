import type { Store } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { serve } from '#/lib/api/http/routes.ts'
import { createAccountIn } from '#/lib/changes/accounts/commands.ts'
import type { NewAccount } from '#/lib/changes/accounts/form.ts'
import { reauthoriseSource, type SourceGrant } from '#/lib/identity/keys/queries.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import {
  findSavedResponse,
  type Idempotency,
  runOnce,
  saveResponse,
} from '#/lib/platform/http/idempotency.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type AccountResponse, toAccountResponse } from './account-response.ts'
import { newAccountBodySchema, toNewAccount } from './new-account-body.ts'
import { createAccount } from './operations.ts'

/** Creates an account and invites its first owner; `Location` in the answer names it. */
export const createAccountWithKey = serve(createAccount, async ({ request, store, grant, readJson }) => {
  const { value, bytes } = await readJson()
  const idempotency = readIdempotency(request.headers, 'accounts', bytes)
  const parsed = newAccountBodySchema.safeParse(value)
  if (!parsed.success) throw refuse(422, toEventIssues(parsed.error.issues))
  const given = toNewAccount(parsed.data)
  if (!given) throw refuse(422, [{ pointer: '/slug', code: 'required', detail: noSlug }])

  const { account, replayed } = await provisionAccount(store, grant, given, idempotency).catch(explain)
  return jsonResponse(account, {
    status: 201,
    headers: {
      location: `/api/v1/accounts/${account.id}`,
      ...(replayed && { 'idempotency-replayed': 'true' }),
    },
  })
})

/**
 * Creates an account with a key and invites its first owner; a repeated request gets the same answer. @throws AppError
 * `slug-taken`, `invalid-input` for an unknown type, `forbidden`, `idempotency-running`, `idempotency-mismatch`
 */
export function provisionAccount(
  store: Store,
  grant: SourceGrant<'accounts:write'>,
  given: NewAccount,
  idempotency: Idempotency | null,
): Promise<{ account: AccountResponse; replayed: boolean }> {
  return runOnce(grant.source.id, idempotency, () =>
    store.transact(async (tx) => {
      const at = now()
      const by = await reauthoriseSource(tx, grant, 'accounts:write')
      const answered = idempotency && (await findSavedResponse(tx, by.source.id, idempotency, at))
      // The store has exactly the answer that was saved below.
      if (answered) return { account: answered as AccountResponse, replayed: true }

      const id = await createAccountIn(tx, by, given)
      const loaded = await loadAccount(tx, { id }, at)
      if (!loaded) throw new AppError('not-found')
      const account = toAccountResponse(loaded)
      if (idempotency) await saveResponse(tx, by.source.id, idempotency, account, at)
      return { account, replayed: false }
    }),
  )
}

const noSlug = 'Required, because no slug can be generated from the name.'

/** Maps the command's error to a pointer into this body. */
function explain(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'slug-taken')
    throw refuse(409, [{ pointer: '/slug', code: error.code, detail: 'Another account has this slug.' }])
  if (error.code === 'slug-closed') {
    const detail = 'A closed account has this slug until it is deleted.'
    throw refuse(409, [{ pointer: '/slug', code: error.code, detail }])
  }
  if (error.field === 'integrationTypeId') {
    const detail = 'Unknown integration type.'
    throw refuse(422, [{ pointer: '/integrationType', code: 'value', detail }])
  }
  throw error
}

function refuse(status: 409 | 422, problems: readonly EventProblem[]): Refusal {
  return new Refusal(status, { title: 'The account cannot be created', problems })
}
