import { isStoreFailure } from '#/db/store/failure.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { AppError, errorStatus } from '#/lib/platform/values/errors.ts'
import { Refusal } from './refusal.ts'

/** Seconds to wait before retrying a request that the store could not accept. */
export const storeRetryAfter = 5

/** The status for an error: 503 if the store may recover, 500 if we must fix something. */
export function statusOfFailure(error: unknown): 500 | 503 {
  return isStoreFailure(error) ? 503 : 500
}

/**
 * The response for an error: an `AppError` by its code, a store failure 503, anything else 500; both with the log id.
 * `outcome`: a sentence about the state of the request.
 */
export function refusalOf(error: unknown, outcome = 'Nothing was changed.'): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof AppError) {
    const status = errorStatus[error.code]
    const detail = translatorFor('en', 'errors')(error.code, error.params)
    const wait = retryAfter(error)
    const headers = wait === null ? {} : { 'retry-after': String(wait) }
    return new Refusal(status, { problems: [{ pointer: '', code: error.code, detail }], headers })
  }
  if (isStoreFailure(error)) {
    const id = logFault(error, 'the store could not serve a request')
    const detail = `${outcome} Retry later. The error is in the log under id ${id}.`
    return new Refusal(503, { detail, headers: { 'retry-after': String(storeRetryAfter) } })
  }
  const id = logFault(error, 'request failed')
  return new Refusal(500, { detail: `${outcome} The error is in the log under id ${id}.` })
}
