'use client'

import type { ComponentProps } from 'react'

/** A named region that can scroll sideways. It is a tab stop while it hides something; without JavaScript, always. */
export function ScrollRegion(props: ComponentProps<'section'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  return <section tabIndex={0} ref={watch} {...props} />
}

function watch(region: HTMLElement) {
  const observer = new ResizeObserver(() => {
    region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1
  })
  // What fills the region changes with it.
  for (const content of region.children) observer.observe(content)
  return () => observer.disconnect()
}
