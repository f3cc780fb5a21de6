import { z } from 'zod'
import { readZone } from './zone-choices.ts'

/** The field of a time zone: its current IANA name, from any words that name one; null for `''`. */
export function typedZone() {
  return z
    .string()
    .max(100, 'time-zone')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const read = readZone(typed)
      if (read.zone !== null) return read.zone
      const params = { typed: typed.trim(), zones: read.candidates.join(', ') }
      const message = read.candidates.length > 0 ? 'time-zone-several' : 'time-zone'
      context.addIssue({ code: 'custom', message, params })
      return z.NEVER
    })
}
