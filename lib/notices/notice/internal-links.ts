import type { EventFormat } from '#/db/words/events.ts'
import type { EventLink } from '#/lib/notices/parsing/schema.ts'

/**
 * The links of Alertmanager's and Grafana's alerts that lead into our own systems, by their field, with what each is called. They
 * name internal hosts and queries, so they are for staff alone, unless the source's settings allow them to partners (formats.md).
 */
export const internalLinkTexts = {
  generatorURL: 'Source',
  dashboardURL: 'Dashboard',
  panelURL: 'Panel',
  silenceURL: 'Silence',
} as const

const internalTexts: ReadonlySet<string> = new Set(Object.values(internalLinkTexts))

/** The links of a notice that partners may see. `allowed`: the settings of its source; null without one. */
export function linksForPartners(
  { links, format }: { links: readonly EventLink[]; format: EventFormat | null },
  allowed: boolean | null,
): EventLink[] {
  return links.filter(({ text }) => allowed || format !== 'alertmanager' || !internalTexts.has(text))
}
