import type { PageQuery } from '#/app/define-page.tsx'

/** How many a command mailed, from the address of the page that says so. */
export function countOf({ count }: PageQuery): number {
  const given = Number(count)
  return Number.isInteger(given) && given > 0 && given < 1000 ? given : 1
}
