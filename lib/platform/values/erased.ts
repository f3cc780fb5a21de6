/** Replaces an erased address or the name of its person (product.md, Personal data). */
export const erasedPlaceholder = 'erased'

/** Whether a stored address or name was erased. */
export function isErased(text: string): boolean {
  return text === erasedPlaceholder
}
