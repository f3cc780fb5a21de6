import type { Resolver } from 'node:dns/promises'
import { withoutSecrets } from '#/lib/platform/http/foreign-lines.ts'
import { type Failure, faultStage, isOfUnknownAuthority } from '#/lib/platform/relay/failure.ts'
import { askRelay, trustRemedy } from '#/lib/platform/relay/relays.ts'
import { relayTiming } from '#/lib/platform/relay/timing.ts'
import { broken, type Finding, questionLimit as limit, look, ok, reasonOf } from './finding.ts'

const timing = { ...relayTiming, connect: limit, greeting: limit, socket: limit, delivery: limit }

/** Whether a mail server of `SMTP_URL` lets us in. */
export async function checkRelay(url: string): Promise<Finding[]> {
  if (url === 'sink') return [look('SMTP_URL is not set: email stays at /dev/mailbox.')]
  const { host, username } = new URL(url)
  const failure = await askRelay(url, timing)
  if (!failure) return [ok(`${host} lets Recapito in${username ? '' : ', without a user'}.`)]
  const says = withoutSecrets(failure.error).replace(/\.?$/, '.')
  return [broken(`${host}: ${says} ${remedyFor(failure)}`)]
}

function remedyFor(failure: Failure): string {
  if (isOfUnknownAuthority(failure)) return trustRemedy
  if (faultStage(failure) === 'certificate') return 'Renew its certificate, or correct the name in SMTP_URL.'
  if (faultStage(failure) === 'sign-in') return 'Correct the user and password in SMTP_URL, and restart.'
  if (/wrong version number|Greeting never received/.test(failure.error))
    return 'Use smtps:// for port 465, and smtp:// for 587 and 25.'
  return 'See docs/operations.md, When mail stops.'
}

/** Whether bounces to `MAIL_BOUNCE` reach a mail server. */
export async function checkReturnPath(bounce: string | undefined, names: Resolver): Promise<Finding[]> {
  if (!bounce)
    return [look('MAIL_BOUNCE is not set, so no bounce is matched to its delivery. See docs/bounces.md.')]
  const domain = bounce.slice(bounce.lastIndexOf('@') + 1)
  try {
    const servers = await names.resolveMx(domain)
    const [first] = servers.toSorted((a, b) => a.priority - b.priority)
    // RFC 7505.
    if (!first?.exchange)
      return [broken(`${domain} says that it receives no email. Give it another MX record.`)]
    return [ok(`${first.exchange} receives the bounces of ${domain}.`)]
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOTFOUND')
      return [broken(`${domain} is not in DNS, so no bounce arrives. See docs/bounces.md.`)]
    if (code === 'ENODATA')
      return [
        look(`${domain} has no MX record: bounces go to its own address. Give it one if that is not meant.`),
      ]
    // A machine may send mail without DNS of its own.
    return [look(`DNS does not answer here: ${reasonOf(error)}.`)]
  }
}
