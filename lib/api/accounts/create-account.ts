import { answerJson } from '#/lib/api/http/answers.ts'
import { readJsonBody } from '#/lib/api/http/body.ts'
import type { GrantedContext } from '#/lib/api/http/define-endpoint.ts'
import { readIdempotency } from '#/lib/api/http/idempotency.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { readIssues } from '#/lib/notices/parsing/issues.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newAccountBodySchema, toNewAccount } from './new-account-body.ts'
import { provisionAccount } from './provision.ts'

const largestBody = 64 * 1024

/** Makes an account and invites its first owner; the answer says where it is. */
export async function createAccountWithKey({
  request,
  store,
  grant,
}: GrantedContext<'accounts:write'>): Promise<Response> {
  const { value, bytes } = await readJsonBody(request, largestBody)
  const idempotency = readIdempotency(request.headers, 'accounts', bytes)
  const parsed = newAccountBodySchema.safeParse(value)
  if (!parsed.success) throw refuse(422, readIssues(parsed.error.issues))
  const given = toNewAccount(parsed.data)
  if (!given) throw refuse(422, [{ pointer: '/slug', code: 'required', detail: noSlug }])

  const { account, replayed } = await provisionAccount(store, grant, given, idempotency).catch(explain)
  return answerJson(account, {
    status: 201,
    headers: {
      location: `/api/v1/accounts/${account.id}`,
      ...(replayed && { 'idempotency-replayed': 'true' }),
    },
  })
}

const noSlug = 'No short name can be made from the name: it is required.'

/** What the command refuses, where it stands in this body. */
function explain(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'slug-taken') {
    throw refuse(409, [
      { pointer: '/slug', code: error.code, detail: 'Another account has this short name.' },
    ])
  }
  if (error.code === 'slug-closed') {
    const detail = 'A closed account has this short name until it is deleted.'
    throw refuse(409, [{ pointer: '/slug', code: error.code, detail }])
  }
  if (error.field === 'integrationTypeId') {
    const detail = 'There is no such integration type.'
    throw refuse(422, [{ pointer: '/integrationType', code: 'value', detail }])
  }
  throw error
}

function refuse(status: 409 | 422, problems: readonly EventProblem[]): Refusal {
  return new Refusal(status, { title: 'The account cannot be created', problems })
}
