import { withoutSecrets } from '#/lib/platform/http/foreign-lines.ts'
import { faultStage, isOfUnknownAuthority } from '#/lib/platform/relay/failure.ts'
import { askRelay, trustRemedy } from '#/lib/platform/relay/relays.ts'
import { relayTiming } from '#/lib/platform/relay/timing.ts'
import { broken, type Finding, look, ok, patience } from './finding.ts'

const limit = patience - 500
const timing = { ...relayTiming, connect: limit, greeting: limit, socket: limit, delivery: limit }

/** Whether a mail server of `SMTP_URL` lets us in, and whether the way to it is encrypted. */
export async function checkRelay(url: string): Promise<Finding> {
  if (url === 'sink') return look('SMTP_URL is not set: email stays at /dev/mailbox.')
  const { host, username } = new URL(url)
  const failure = await askRelay(url, timing)
  if (failure)
    return broken(`${host}: ${withoutSecrets(failure.error).replace(/\.?$/, '.')} ${remedyFor(failure)}`)
  if (isLocal(url) || (await isEncrypted(url)))
    return ok(`${host} lets Recapito in${username ? '' : ', without a user'}.`)
  return look(
    `${host} works without TLS: codes and passwords travel in clear text. Use smtps://, or turn on STARTTLS there.`,
  )
}

/** nodemailer encrypts where a server offers it and does not say whether it did; so we demand it. */
async function isEncrypted(url: string): Promise<boolean> {
  const demanding = new URL(url)
  if (demanding.protocol === 'smtps:') return true
  if (demanding.searchParams.get('ignoreTLS') === 'true') return false
  demanding.searchParams.set('requireTLS', 'true')
  return (await askRelay(demanding.href, timing)) === null
}

const isLocal = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url.replace(/^smtps?:/, 'http:')).hostname)

function remedyFor(failure: Parameters<typeof faultStage>[0] & { error: string }): string {
  if (isOfUnknownAuthority(failure)) return trustRemedy
  if (faultStage(failure) === 'certificate') return 'Renew its certificate, or correct the name in SMTP_URL.'
  if (faultStage(failure) === 'sign-in') return 'Correct the user and password in SMTP_URL, and restart.'
  if (/wrong version number|Greeting never received/.test(failure.error))
    return 'Use smtps:// for port 465, and smtp:// for 587 and 25.'
  return 'See docs/operations.md, When mail stops.'
}
