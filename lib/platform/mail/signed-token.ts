import { createHmac, timingSafeEqual } from 'node:crypto'
import { between } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'

const idBytes = 16
/** Of an id: when it was made. */
const instantBytes = 6
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

/**
 * The token of a link in a mail (30 characters that fit a path and, with the link, a text message): when the mail's id was made,
 * and 128 bits of the signature of the whole id.
 */
export function linkToken(purpose: LinkPurpose, mailId: string, secret = env.AUTH_SECRET): string {
  return encode(mailId, instantBytes, signToken(purpose, mailId, secret))
}

/** The id of a link's mail; null if the token is not ours or for another purpose, or its mail is deleted. */
export async function readLinkToken(
  read: Reader,
  purpose: LinkPurpose,
  token: string,
): Promise<string | null> {
  if (!/^[\w-]{30}$/.test(token)) return parseSignedId(purpose, token)
  const bytes = Buffer.from(token, 'base64url')
  const [instant, mac] = [bytes.subarray(0, instantBytes), bytes.subarray(instantBytes)]
  const idFilledWith = (byte: number) =>
    toId(Buffer.concat([instant, Buffer.alloc(idBytes - instantBytes, byte)]))
  const ofInstant = await read
    .select({ id: outbox.id })
    .from(outbox)
    .where(between(outbox.id, idFilledWith(0), idFilledWith(0xff)))
  return ofInstant.find(({ id }) => isSignedWith(mac, purpose, id))?.id ?? null
}

/** An id and its signature (43 characters), which can be read without the store. Links had this form until 0.7. */
export function signId(purpose: SignedPurpose, id: string, secret = env.AUTH_SECRET): string {
  return encode(id, idBytes, signToken(purpose, id, secret))
}

/** The id that `signId` signed for this purpose; else null. */
export function parseSignedId(purpose: SignedPurpose, token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const id = toId(bytes.subarray(0, idBytes))
  return isSignedWith(bytes.subarray(idBytes), purpose, id) ? id : null
}

function encode(id: string, bytes: number, signature: Buffer): string {
  return Buffer.concat([toBytes(id).subarray(0, bytes), signature.subarray(0, macBytes)]).toString(
    'base64url',
  )
}

export function toBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

export function toId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
