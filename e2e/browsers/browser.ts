/** A control by its `name`, a button or link by what it says, or any element by a text in it. */
export type Kind = 'control' | 'button' | 'text'

/** An element of the page that a person can act on. */
export type Found = { click(): Promise<void>; type(text: string): Promise<void>; read(): Promise<string> }

/** A browser without Playwright, driven by the protocol that it speaks itself. */
export type Driver = {
  open(url: string): Promise<void>
  url(): Promise<string>
  /** The first visible element that `findElement` finds, if any. */
  find(kind: Kind, name: string): Promise<Found | undefined>
  screenshot(): Promise<Buffer>
  /** Errors of pages so far, where the browser reports them. */
  complaints(): readonly string[]
  close(): Promise<void>
}

/** The key that sends a form, typed alone; WebDriver's character for it. */
export const enter = '\uE007'

/** Runs in the page, so it may use nothing outside itself. */
export function findElement(kind: Kind, name: string): Element | null {
  const isVisible = (element: Element) => element.checkVisibility({ visibilityProperty: true })
  const nameOf = (element: Element) =>
    (element.ariaLabel ?? element.textContent ?? '').replace(/\s+/g, ' ').trim()
  if (document.readyState === 'loading') return null
  if (kind === 'text') {
    const holds = (element: Element) => isVisible(element) && nameOf(element).includes(name)
    return [...document.querySelectorAll('body *')].find(holds) ?? null
  }
  if (kind === 'control')
    return [...document.querySelectorAll(`[name="${name}"]:not([type=hidden])`)].find(isVisible) ?? null
  // Nobody can press what an open dialog covers.
  const place = document.querySelector('dialog:modal') ?? document
  const pressed = place.querySelectorAll('button:not([aria-hidden]), a[href], summary')
  return [...pressed].find((element) => isVisible(element) && nameOf(element) === name) ?? null
}

/** Runs in the page: scrolls as a person does, since the drivers click what a sticky bar covers. */
export function scrollToMiddle(element: Element): void {
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
}
