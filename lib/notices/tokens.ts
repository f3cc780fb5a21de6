import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '#/env.ts'

const idBytes = 16
const macBytes = 16
const bounceMacLength = 16

/** The token of a delivery's acknowledge link: its id and a signature, so that nothing has to be kept for it. */
export function acknowledgeToken(deliveryId: string, secret = env.AUTH_SECRET): string {
  const id = toBytes(deliveryId)
  return Buffer.concat([id, sign('acknowledge', id, secret).subarray(0, macBytes)]).toString('base64url')
}

/** The delivery an acknowledge link belongs to; null where it was not made by us. */
export function readAcknowledgeToken(token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const id = bytes.subarray(0, idBytes)
  const made = sign('acknowledge', id).subarray(0, macBytes)
  return timingSafeEqual(made, bytes.subarray(idBytes)) ? toId(id) : null
}

/** The return path of a delivery: `MAIL_BOUNCE` with its `{id}`; null without one (notices.md, What a message says). */
export function bounceAddress(deliveryId: string, pattern = env.MAIL_BOUNCE): string | null {
  if (!pattern) return null
  const id = toBytes(deliveryId)
  return pattern.replace('{id}', `${id.toString('hex')}${bounceMac(id)}`)
}

/** The delivery a return path names; null where it is not one of ours. Mail servers may change its case. */
export function readBounceAddress(address: string, pattern = env.MAIL_BOUNCE): string | null {
  const [before, after] = pattern?.split('{id}') ?? []
  if (before === undefined || after === undefined) return null
  const given = address.trim().replace(/^<|>$/g, '').toLowerCase()
  if (!given.startsWith(before.toLowerCase()) || !given.endsWith(after.toLowerCase())) return null
  const named = given.slice(before.length, given.length - after.length)
  const parts = /^([0-9a-f]{32})([0-9a-f]{16})$/.exec(named)
  if (!parts?.[1] || !parts[2]) return null
  const id = Buffer.from(parts[1], 'hex')
  return timingSafeEqual(Buffer.from(bounceMac(id)), Buffer.from(parts[2])) ? toId(id) : null
}

function bounceMac(id: Buffer): string {
  return sign('bounce', id).toString('hex').slice(0, bounceMacLength)
}

function sign(purpose: 'acknowledge' | 'bounce', id: Buffer, secret = env.AUTH_SECRET): Buffer {
  return createHmac('sha256', secret).update(`delivery ${purpose} `).update(id).digest()
}

function toBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function toId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
