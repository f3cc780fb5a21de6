import { z } from 'zod'

/** A step of a route as answers count it: the first is 1. */
export const stepSchema = z.int().min(1)

export function toStepNumber(step: number | null): number | null {
  return step === null ? null : step + 1
}

export const silenceSchema = z.enum(['sandbox', 'paused']).nullable().meta({
  description:
    'Why none of it is mailed: it comes from Sandbox, or is a production alert while the integration is paused. Null: it is mailed.',
})
