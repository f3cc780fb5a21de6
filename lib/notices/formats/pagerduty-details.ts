import { asFields } from '#/lib/notices/parsing/event-details.ts'
import { numberAsText } from '#/lib/notices/parsing/raw.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { cleanText } from '#/lib/platform/values/cut-text.ts'
import type { PagerdutyEvent } from './pagerduty-schema.ts'

/** What PagerDuty's event says besides its summary, one field a line, under the names that the sender knows. */
export function renderDetails(event: PagerdutyEvent): string {
  const { source, component, custom_details: details } = event.payload ?? {}
  const { account, environment, ...rest } = asFields(details) ?? {}
  const lines = Object.entries({ source, component, ...rest }).map(([name, value]) =>
    renderField(name, value),
  )
  if (asFields(details) === null) lines.push(renderValue(details))
  return cleanText(lines.filter((line) => line !== '').join('\n'), eventLimits.text)
}

function renderField(name: string, value: unknown): string {
  const text = renderValue(value)
  if (text === '') return ''
  return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`
}

function renderValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value.trim() : JSON.stringify(value, numberAsText)
}
