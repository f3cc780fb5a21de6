import { createHmac, timingSafeEqual } from 'node:crypto'
import { asFields } from '#/lib/notices/parsing/json.ts'
import { cleanLine } from '#/lib/platform/values/characters.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** Whether PagerDuty signed this body (`X-PagerDuty-Signature`); while a secret changes it sends several signatures. */
export function isSignedByPagerduty(body: Uint8Array, signatures: string, secret: string): boolean {
  if (secret === '') return false
  const expected = Buffer.from(`v1=${createHmac('sha256', secret).update(body).digest('hex')}`)
  return signatures.split(',').some((one) => {
    const given = Buffer.from(one.trim())
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** The notice or digest whose incident somebody acknowledged. `round`: of the incident, as it was told. */
export type AcknowledgedIncident = { thread: string; round: number; by: string }

const keyShape = /^recapito-([\da-f-]{36})(?:-round-(\d{1,4}))?$/

/** Reads a V3 webhook of PagerDuty; null unless it says that an incident of ours was acknowledged. */
export function parseAcknowledgedIncident(body: unknown): AcknowledgedIncident | null {
  const event = asFields(asFields(body)?.event)
  const key = asFields(event?.data)?.incident_key
  if (event?.event_type !== 'incident.acknowledged' || typeof key !== 'string') return null
  const [, thread = '', round = '0'] = keyShape.exec(key) ?? []
  if (!isId(thread)) return null
  const name = asFields(event.agent)?.summary
  return { thread, round: Number(round), by: typeof name === 'string' ? cleanLine(name, 120) : '' }
}
