/** One thing that is wrong with a body. `pointer` is a JSON Pointer (RFC 6901), empty for the body as a whole. */
export type EventProblem = { pointer: string; code: string; detail: string }
