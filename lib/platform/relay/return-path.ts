import { env } from '#/env.ts'
import { isSignedWith, signToken, toBytes, toId } from '#/lib/platform/mail/signed-token.ts'

const macDigits = 16

/** The return path of a delivery: `MAIL_BOUNCE` with its `{id}`; null without one (notices.md, What a message says). */
export function bounceAddress(deliveryId: string, pattern = env.MAIL_BOUNCE): string | null {
  if (!pattern) return null
  const mac = signToken('bounce', deliveryId).toString('hex').slice(0, macDigits)
  return pattern.replace('{id}', `${toBytes(deliveryId).toString('hex')}${mac}`)
}

/** The delivery that a return path names; null if it is not ours. Mail servers may change its case. */
export function parseBounceAddress(address: string, pattern = env.MAIL_BOUNCE): string | null {
  const [before, after] = pattern?.split('{id}') ?? []
  if (before === undefined || after === undefined) return null
  const given = address.trim().replace(/^<|>$/g, '').toLowerCase()
  if (!given.startsWith(before.toLowerCase()) || !given.endsWith(after.toLowerCase())) return null
  const named = given.slice(before.length, given.length - after.length)
  const parts = /^([0-9a-f]{32})([0-9a-f]{16})$/.exec(named)
  if (!parts?.[1] || !parts[2]) return null
  const id = toId(Buffer.from(parts[1], 'hex'))
  return isSignedWith(Buffer.from(parts[2], 'hex'), 'bounce', id) ? id : null
}

/** The address in `MAIL_FROM`, which may have a name: mail carries the programme's. */
export function senderAddressOf(mailFrom: string): string {
  return /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim()
}
