import type { PageQuery } from '#/app/define-page.tsx'

/** How many people a command mailed, from the URL of the page that reports it. */
export function countOf({ count }: PageQuery): number {
  const given = Number(count)
  return Number.isInteger(given) && given > 0 && given < 1000 ? given : 1
}
