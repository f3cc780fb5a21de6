import { day } from '#/lib/platform/values/clock.ts'

/** So many refusals within this time mark an address, besides those that mark it at once (notices.md, Bouncing). */
export const failuresToMark = 3
export const failureSpan = 7 * day
