/** Points that a limit counted: their key, and the end of the span, `resetAt` (milliseconds UTC). */
export type Taken = { key: string; points: number; resetAt: number }
