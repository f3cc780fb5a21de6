import { minute } from '#/lib/platform/values/clock.ts'

/** A digest takes in what comes within 5 minutes; the last moments are left free, so that none joins while it is written. */
export const digestSpan = 5 * minute

export const digestMargin = 5_000
