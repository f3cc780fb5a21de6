/** One problem of a body. `pointer` is a JSON Pointer (RFC 6901), empty for the whole body. */
export type EventProblem = { pointer: string; code: string; detail: string }
