import type { Page } from '@playwright/test'

/**
 * Visible controls and lines of text that lie over one another by more than `most` pixels each way, though neither
 * contains the other. Sticky elements overlay the page on purpose, so we compare only what scrolls together.
 */
export function findOverlaps(page: Page, most = 2): Promise<string[]> {
  return page.evaluate((most) => {
    type Box = { node: Node; layer: Element | null; left: number; top: number; right: number; bottom: number }

    const boxes = [...listControls(), ...listTexts()]
      .flatMap(({ node, element, rects }) => {
        const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        if (!isSeen || element.closest('[inert], .sr-only')) return []
        const layer = findAncestor(element, ({ position }) => position === 'fixed' || position === 'sticky')
        return [...rects].map((rect): Box => ({ node, layer, ...clip(rect, element) }))
      })
      .filter(({ left, top, right, bottom }) => right - left > most && bottom - top > most)
      .sort((one, other) => one.top - other.top)
    return boxes.flatMap((upper, index) => {
      const found: string[] = []
      for (const lower of boxes.slice(index + 1)) {
        if (lower.top >= upper.bottom - most) break
        const across = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left)
        const down = Math.min(upper.bottom, lower.bottom) - lower.top
        const isApart = across <= most || down <= most || upper.layer !== lower.layer
        if (isApart || upper.node.contains(lower.node) || lower.node.contains(upper.node)) continue
        found.push(
          `${name(upper.node)} and ${name(lower.node)}: ${Math.round(across)} by ${Math.round(down)}`,
        )
      }
      return found
    })

    function listControls() {
      const controls = 'a[href], button, summary, select, textarea, input:not([type=hidden]), [role=grid]'
      return [...document.querySelectorAll(controls)].map((element) => {
        return { node: element as Node, element, rects: element.getClientRects() }
      })
    }

    function listTexts() {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: ReturnType<typeof listControls> = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement
        if (!element || !node.nodeValue?.trim() || element.closest('select, textarea, noscript')) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        texts.push({ node, element, rects: range.getClientRects() })
      }
      return texts
    }

    /** The part of a box that its ancestors do not clip. */
    function clip(rect: DOMRect, element: Element) {
      let { left, top, right, bottom } = rect
      findAncestor(element, ({ overflowX, overflowY }, ancestor) => {
        if (overflowX === 'visible' && overflowY === 'visible') return false
        const frame = ancestor.getBoundingClientRect()
        left = Math.max(left, frame.left)
        top = Math.max(top, frame.top)
        right = Math.min(right, frame.right)
        bottom = Math.min(bottom, frame.bottom)
        return false
      })
      return { left, top, right, bottom }
    }

    function findAncestor(
      element: Element,
      isWanted: (style: CSSStyleDeclaration, ancestor: Element) => boolean,
    ): Element | null {
      for (
        let one: Element | null = element;
        one && one !== document.documentElement;
        one = one.parentElement
      )
        if (isWanted(getComputedStyle(one), one)) return one
      return null
    }

    function name(node: Node): string {
      return node instanceof Element
        ? node.outerHTML.slice(0, 80)
        : `“${node.nodeValue?.trim().slice(0, 40)}”`
    }
  }, most)
}
