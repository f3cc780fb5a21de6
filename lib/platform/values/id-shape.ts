const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Whether a text from outside can be the id of a row; ids are in lower case. */
export function isId(text: string): boolean {
  return uuid.test(text)
}
