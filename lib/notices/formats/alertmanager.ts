import { z } from 'zod'
import { internalLinkTexts } from '#/lib/notices/notice/shown.ts'
import { clampToArrival, parseInstant } from '#/lib/notices/parsing/instant.ts'
import { toEventIssues } from '#/lib/notices/parsing/issues.ts'
import { parseLinks } from '#/lib/notices/parsing/links.ts'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import {
  batchLimits,
  eventLimits,
  type IncomingEvent,
  type ReadFormat,
  type SourceDefaults,
  type Truncation,
  type UnreadableEvent,
} from '#/lib/notices/parsing/schema.ts'
import { warnOfCategory, warnOfEnvironment } from '#/lib/notices/parsing/warnings.ts'
import {
  categoryOfSeverity,
  findCategory,
  parseEventEnvironment,
  parseSeverity,
} from '#/lib/notices/parsing/words.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'
import { cleanLine, cleanText } from '#/lib/platform/values/characters.ts'

const address = z.string().nullish()

/** One alert. Grafana adds `dashboardURL`, `panelURL`, `silenceURL` and more; unknown fields are ignored. */
export const alertSchema = z
  .object({
    status: z.enum(['firing', 'resolved']),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).nullish(),
    startsAt: z
      .string()
      .refine((text) => parseInstant(text) !== null, {
        params: { code: 'instant' },
        error: 'Must be an RFC 3339 timestamp.',
      })
      .meta({ format: 'date-time' }),
    endsAt: z.string().nullish(),
    generatorURL: address,
    fingerprint: z.string().min(1).max(128),
    dashboardURL: address,
    panelURL: address,
    silenceURL: address,
  })
  .meta({ id: 'Alert' })
type Alert = z.infer<typeof alertSchema>

const envelopeSchema = z.object({
  version: z.string().optional().meta({ description: '4 for Alertmanager, 1 for Grafana.' }),
  groupKey: z.string().optional(),
  status: z.string().optional(),
  receiver: z.string().optional(),
  externalURL: z.string().optional(),
  truncatedAlerts: z
    .int()
    .min(0)
    .optional()
    .catch(0)
    .meta({ description: 'Number of alerts left out of the notification. Staff are notified.' }),
  alerts: z.array(z.unknown()).max(batchLimits.alerts),
})

/** The body of a webhook of Prometheus Alertmanager or Grafana (formats.md). */
export const alertmanagerBodySchema = envelopeSchema
  .extend({ alerts: z.array(alertSchema).max(batchLimits.alerts) })
  .meta({ id: 'AlertmanagerNotification', description: 'A Prometheus Alertmanager or Grafana notification.' })

/** One event per alert. Keeps unreadable ones raw: senders do not retry after a 4xx (notices.md, Events in). */
export function parseAlertmanager(body: unknown, source: SourceDefaults, receivedAt: number): ReadFormat {
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success) return { ok: false, problems: toEventIssues(envelope.error.issues) }
  const events: IncomingEvent[] = []
  const unreadable: UnreadableEvent[] = []
  const warnings: EventProblem[] = []
  for (const [index, original] of envelope.data.alerts.entries()) {
    const alert = alertSchema.safeParse(original)
    if (alert.success) {
      const event = readAlert(alert.data, source, receivedAt)
      events.push({ ...event, original })
      warnings.push(...warnOfLabels(alert.data, event, source, ['alerts', index, 'labels']))
    } else unreadable.push({ raw: renderRaw(original), reason: nameReason(alert.error.issues) })
  }
  const truncation = readTruncation(envelope.data, receivedAt)
  return { ok: true, events, unreadable, warnings, ...(truncation && { truncation }) }
}

function warnOfLabels(
  { labels }: Alert,
  { category }: IncomingEvent,
  source: SourceDefaults,
  at: readonly PropertyKey[],
): EventProblem[] {
  const name = environmentLabels.find((label) => pick(labels, label))
  return [
    ...warnOfCategory(pick(labels, 'category'), category, [...at, 'category']),
    ...(name ? warnOfEnvironment(pick(labels, name), source, [...at, name]) : []),
  ]
}

const environmentLabels = ['environment', 'env']

const noWords = { details: '', meaning: '', remedy: '' }

/** Truncated alerts never arrive, so staff are notified once a day per receiver. */
function readTruncation(
  { alerts: _, ...envelope }: z.infer<typeof envelopeSchema>,
  receivedAt: number,
): Truncation | null {
  const { truncatedAlerts: alerts = 0, receiver = '', externalURL = '' } = envelope
  if (alerts === 0) return null
  const day = new Date(receivedAt).toISOString().slice(0, 10)
  const say = (text: string) => cleanLine(`${text} “${receiver}”`, eventLimits.summary)
  const isOne = alerts === 1
  const left = isOne ? '1 alert was' : `${alerts} alerts were`
  const italian = isOne ? 'Manca 1 allarme' : `Mancano ${alerts} allarmi`
  const summary = say(`${left} left out of a notification to the receiver`)
  const it = { ...noWords, summary: say(`${italian} in una notifica al receiver`) }
  const dedupKey = cleanLine(`truncated ${day} ${receiver} ${externalURL}`, eventLimits.dedupKey)
  return {
    alerts,
    notice: {
      raw: renderRaw(envelope),
      reason: 'truncated',
      summary,
      translations: { en: {}, it },
      dedupKey,
    },
  }
}

function nameReason(issues: z.core.$ZodIssue[]): string {
  const problems = toEventIssues(issues.slice(0, 5))
  return cleanLine(problems.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join(' '), 500)
}

function readAlert(alert: Alert, source: SourceDefaults, receivedAt: number): IncomingEvent {
  const annotations = alert.annotations ?? {}
  const label = (name: string) => pick(alert.labels, name)
  const note = (name: string) => pick(annotations, name)
  const startsAt = parseInstant(alert.startsAt)
  const named = findCategory(label('category'))
  const isOver = alert.status === 'resolved'
  const series = cleanLine(alert.fingerprint, eventLimits.dedupKey)
  return {
    account: cleanLine(label(source.accountLabel ?? 'account') ?? '', eventLimits.account),
    category: named ?? categoryOfSeverity(label('severity'), source),
    environment: parseEventEnvironment(environmentLabels.map(label).find(Boolean), source),
    action: isOver ? 'resolve' : 'trigger',
    dedupKey: cleanLine(`${series} ${startsAt?.utc ?? ''}`, eventLimits.dedupKey),
    ...(series && startsAt && { firing: { series, startedAt: Math.min(startsAt.at, receivedAt) } }),
    summary: nameAlert(note('summary') ?? label('alertname'), note('description'), alert),
    details: cleanText(note('description') ?? '', eventLimits.text),
    meaning: '',
    remedy: cleanText(note('remedy') ?? note('runbook_url') ?? '', eventLimits.text),
    severity: parseSeverity(label('severity')),
    occurredAt: clampToArrival(startsAt, receivedAt),
    links: parseLinks([
      { href: alert.generatorURL, text: internalLinkTexts.generatorURL },
      { href: note('runbook_url'), text: 'Runbook' },
      { href: alert.dashboardURL, text: internalLinkTexts.dashboardURL },
      { href: alert.panelURL, text: internalLinkTexts.panelURL },
      { href: alert.silenceURL, text: internalLinkTexts.silenceURL },
    ]),
    // The source's settings may have changed since the alert began, and its dedup key names one firing.
    ...(isOver && {
      unsaid: named ? ['environment' as const] : ['category' as const, 'environment' as const],
    }),
  }
}

/** An alert without summary and name still opens a notice. */
function nameAlert(named: string | undefined, description: string | undefined, alert: Alert): string {
  const line = (text = '') => cleanLine(text, eventLimits.summary)
  return line(named) || line(description?.trim().split('\n', 1)[0]) || line(`Alert ${alert.fingerprint}`)
}

/** The text of that name if it is not empty; ignores properties that every object inherits. */
function pick(texts: Record<string, string>, name: string): string | undefined {
  const text = Object.hasOwn(texts, name) ? texts[name]?.trim() : undefined
  return text === '' ? undefined : text
}
