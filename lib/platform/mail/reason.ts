/** Why a mail server refused a message, by its answer; each has its sentence in messages/…/notices.json. */
export const deliveryReasons = [
  'no-mailbox',
  'no-domain',
  'bad-address',
  'disabled',
  'full',
  'refused-sender',
  'refused',
  'later',
  'no-answer',
  'not-taken',
  'no-relay',
  'broken-off',
  'not-made',
] as const
export type DeliveryReason = (typeof deliveryReasons)[number]

/** RFC 3463; the first digit says whether it is permanent, which the delivery's status already tells. */
const details: Record<string, DeliveryReason> = {
  '1.1': 'no-mailbox',
  '1.2': 'no-domain',
  '1.3': 'bad-address',
  '1.10': 'no-domain',
  '2.1': 'disabled',
  '2.2': 'full',
  '4.1': 'no-answer',
  '4.4': 'no-domain',
  '4.7': 'no-answer',
}

const beforeAnyMail = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH)\b/

/**
 * The reason in the stored answer to a try (`RCPT TO 550 5.1.1 …`) or in a report (`5.1.1 …`); null if there is none,
 * as after a try that a restart cut off.
 */
export function parseReason(error: string): DeliveryReason | null {
  if (!error.trim()) return null
  if (/^Not (rendered|sent)/.test(error)) return 'not-made'
  if (beforeAnyMail.test(error)) return 'no-relay'
  if (error.startsWith('API ')) return 'bad-address'
  const { command, code, status } = readAnswer(error)
  const known = status && details[status.slice(2)]
  if (known) return known
  const lasting = (status ?? code)?.startsWith('5')
  if (status === undefined && code === undefined) return 'broken-off'
  if (!lasting) return 'later'
  if (command !== '' && command !== 'RCPT TO') return 'not-taken'
  return status?.startsWith('5.7') ? 'refused-sender' : 'refused'
}

/** The parts of an answer: its command, empty in a report; the reply code (RFC 5321); the status (RFC 3463). */
function readAnswer(error: string): { command: string; code?: string; status?: string } {
  const [command = ''] = /^(RCPT TO|MAIL FROM|[A-Z]{4,8})(?= )/.exec(error) ?? []
  const rest = error.slice(command.length)
  const [, code, status] =
    /^[^\d]*(?<![\d.])(?:([245]\d\d)(?![\d.])[ -]?#?)?([245]\.\d{1,3}\.\d{1,3})?(?![\d.])/.exec(rest) ?? []
  return { command, ...(code && { code }), ...(status && { status }) }
}
