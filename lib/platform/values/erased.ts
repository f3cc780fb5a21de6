/** What stands where an erased address, or its person's name, stood (product.md, Personal data). */
export const erasedWord = 'erased'

/** Whether an address, or a person's name as it is read from the store, was erased. */
export function isErased(text: string): boolean {
  return text === erasedWord
}
