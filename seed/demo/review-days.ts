/** The setting's default when the demo is made (notices.md, Review). */
export const reviewDays = 180
