export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** The setting's default when the demo is made (notices.md, Review). */
export const reviewDays = 180
