/** A value that the test knows to be there. */
export function known<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('It is not there.')
  return value
}
