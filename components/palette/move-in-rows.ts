/** Moves the focus to the main link of the next or the previous row of the page's lists, which Enter then opens. */
export function moveInRows(direction: 'next' | 'previous'): void {
  const links = [...document.querySelectorAll('main tbody tr')].flatMap((row) => {
    const link = row.querySelector<HTMLElement>('th a[href]') ?? row.querySelector<HTMLElement>('a[href]')
    return link?.checkVisibility() ? [link] : []
  })
  const row = document.activeElement?.closest('tr')
  const at = links.findIndex((link) => row?.contains(link))
  const to = direction === 'next' ? at + 1 : at < 0 ? links.length - 1 : at - 1
  links[to]?.focus()
}
