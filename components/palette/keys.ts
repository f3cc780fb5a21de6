/** What a key does on a page of staff: opens the search or the list of shortcuts, or moves through the rows of a list. */
type KeyCommand = 'search' | 'keys' | 'next' | 'previous'

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const single: Readonly<Record<string, KeyCommand>> = { '?': 'keys', j: 'next', k: 'previous' }

/**
 * The command of a pressed key. Single keys do nothing while somebody types, with a modifier (`?` may need Shift), or once they
 * are switched off (WCAG 2.1.4).
 */
export function readKey(
  { key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
  { isMac, isTyping, isOff }: { isMac: boolean; isTyping: boolean; isOff: boolean },
): KeyCommand | null {
  const [wanted, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey]
  if (key.toLowerCase() === 'k' && wanted && !other && !altKey && !shiftKey) return 'search'
  if (ctrlKey || metaKey || altKey || isTyping || isOff) return null
  return single[key] ?? null
}

const typedInto =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable]'

/** Whether a key pressed there writes, or chooses by its letter. */
export function isTypingIn(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typedInto) !== null
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

const storageKey = 'recapito.single-keys'

/** Whether this browser's person switched the single keys off. */
export function areSingleKeysOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'off'
  } catch {
    return false
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, 'off')
  } catch {
    // Without storage they stay on.
  }
}
