import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'

const idBytes = 16
const macBytes = 16

/** The purpose of a link in a mail. */
export type LinkPurpose = 'acknowledge' | 'confirm' | 'review' | 'endpoint'

/** The purpose of a signed id, a mail's or the doctor's; a signature for one works for no other. */
export type SignedPurpose = LinkPurpose | 'bounce' | 'doctor'

/** The signature of a mail's id for a purpose: we need not store it. */
export function signToken(purpose: SignedPurpose, mailId: string, secret = env.AUTH_SECRET): Buffer {
  return createHmac('sha256', secret).update(`delivery ${purpose} `).update(toBytes(mailId)).digest()
}

/** Whether this is the start of the signature. */
export function isSignedWith(beginning: Buffer, purpose: SignedPurpose, mailId: string): boolean {
  return timingSafeEqual(signToken(purpose, mailId).subarray(0, beginning.length), beginning)
}

/** The token of a link in a mail: the mail's id and its signature (43 characters that fit a path). */
export function linkToken(purpose: SignedPurpose, mailId: string, secret = env.AUTH_SECRET): string {
  const mac = signToken(purpose, mailId, secret).subarray(0, macBytes)
  return Buffer.concat([toBytes(mailId), mac]).toString('base64url')
}

/** The mail of a link; null if the token is not ours, or for another purpose. */
export function parseLinkToken(purpose: SignedPurpose, token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const mailId = toId(bytes.subarray(0, idBytes))
  return isSignedWith(bytes.subarray(idBytes), purpose, mailId) ? mailId : null
}

export function toBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

export function toId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
