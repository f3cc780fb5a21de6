import type { Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { isServedNumber } from '#/lib/contacts/fields/endpoint-forms.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { retryAfter } from '#/lib/platform/limits/too-many.ts'
import { fitSms, isGsm } from '#/lib/platform/values/sms-text.ts'
import { judgeStatus, readFields } from './answers.ts'
import type {
  EndpointAnswer,
  EndpointCaller,
  EndpointMessage,
  EndpointRequest,
  OpenedEndpoint,
  ReachedLimit,
  Verdict,
} from './kind-call.ts'
import { CallError } from './reason.ts'

/** Text messages by the operator's gateway, whose URL says which form it takes: `…/Messages.json` is Twilio's, any other Kannel's. Without one, calls are refused. */
export const sms = smsBy(env.PHONE_GATEWAY ?? 'http://none.invalid/')

/** `prefixes`: of the numbers that are served now (`PHONE_PREFIXES`); some may have been added by other settings. */
export function smsBy(gateway: string, prefixes = env.PHONE_PREFIXES): EndpointCaller {
  const isTwilio = /\/Messages\.json(?:\?|$)/.test(gateway)
  return {
    rate: { burst: 20, every: 1000 },
    count: countText,
    request({ config }, message) {
      const { href, username, password, params } = splitGateway(gateway)
      const to = config.number ?? ''
      if (!isServedNumber(to, prefixes)) throw new CallError('not-allowed')
      const text = writeText(message)
      if (!isTwilio) return toKannel(href, { username, password, ...params, to }, text)
      return {
        url: href,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        },
        body: new URLSearchParams({ ...params, To: to, Body: text }).toString(),
      }
    },
    judge: (answer) => (isTwilio ? judgeTwilio(answer) : judgeGateway(answer)),
  }
}

/** As `count`: so many a day to one number, to one account, and in all; what is no news of an emergency gets half (channels.md, Order and limits). */
async function countText(
  store: Store,
  { config: { number = '' } }: OpenedEndpoint,
  accountId: string,
  { isSpare }: EndpointMessage,
): Promise<ReachedLimit | null> {
  // Of this account: no other uses up a phone that two have.
  const ofNumber = `${accountId} ${number}`
  let last: ReachedLimit = { limit: 'spare', whom: '' }
  try {
    await store.transact(
      async (tx) => {
        last = { limit: 'spare', whom: '' }
        if (isSpare) await consumeLimit(tx, 'texts-number-spare', ofNumber)
        if (isSpare) await consumeLimit(tx, 'texts-account-spare', accountId)
        if (isSpare) await consumeLimit(tx, 'texts-total-spare', '')
        last = { limit: 'number', whom: ofNumber }
        await consumeLimit(tx, 'texts-number', ofNumber)
        last = { limit: 'account', whom: accountId }
        await consumeLimit(tx, 'texts-account', accountId)
        last = { limit: 'total', whom: '' }
        await consumeLimit(tx, 'texts-total', '')
      },
      { isolation: 'read committed' },
    )
    return null
  } catch (error) {
    if (retryAfter(error) === null) throw error
    return last
  }
}

/** User and password, and the parameters that each request has, such as the sender. */
function splitGateway(gateway: string) {
  const url = new URL(gateway)
  const [username, password] = [url.username, url.password].map(decodeURIComponent)
  const params = Object.fromEntries(url.searchParams)
  return { href: `${url.origin}${url.pathname}`, username, password, params }
}

/** Kannel reads the text from the body, and everything else from headers. */
function toKannel(url: string, params: Record<string, string | undefined>, text: string): EndpointRequest {
  const given = Object.entries({ ...params, coding: isGsm(text) ? '0' : '2' })
  const headers = given.flatMap(([name, value]) => (value ? [[`x-kannel-${name.toLowerCase()}`, value]] : []))
  return {
    url,
    headers: { 'content-type': 'text/plain; charset=UTF-8', ...Object.fromEntries(headers) },
    body: text,
  }
}

function writeText({ programme, title, acknowledge, url }: EndpointMessage): string {
  return fitSms(`${programme}: ${title}`, acknowledge || url)
}

/** Where the gateway refuses us, the number is not at fault: what is wrong there is the operator's to mend, and the message waits. */
function judgeGateway(answer: EndpointAnswer): Verdict {
  const { status } = answer
  if ([401, 403, 404, 410].includes(status))
    return { is: 'retry', reason: `HTTP ${status}: the gateway refuses us` }
  return judgeStatus(answer, 'service')
}

/** No such number; not a phone that takes texts; it asked for none (STOP). */
const numberFaults: Record<string, string> = {
  21211: 'no such number',
  21614: 'not a mobile number',
  21610: 'it wants no messages',
}

function judgeTwilio(answer: EndpointAnswer): Verdict {
  const { code } = readFields(answer.body)
  const fault = typeof code === 'number' ? numberFaults[code] : undefined
  if (answer.status < 400 || !fault) return judgeGateway(answer)
  return { is: 'failed', reason: `HTTP ${answer.status}, ${code}: ${fault}`, point: 'failing' }
}
