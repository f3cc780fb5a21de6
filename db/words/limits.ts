/** Points that were counted: under which key, and in the span that ends at `resetAt` (milliseconds UTC). */
export type Taken = { key: string; points: number; resetAt: number }
