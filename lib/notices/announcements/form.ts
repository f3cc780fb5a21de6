import { z } from 'zod'
import {
  type AnnouncementText,
  type AnnouncementTexts,
  type AudienceFilter,
  type TextPart,
  textParts,
} from '#/db/words/announcements.ts'
import { noticeCategories, severities } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { accountFilters, maxAudienceLength } from '#/lib/accounts/search/list.ts'
import { formatLinkLines } from '#/lib/notices/composing/hand-form.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { typedZone } from '#/lib/platform/i18n/zone-choices.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { typedLine, typedText } from '#/lib/platform/values/typed-text.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { readWindow, type TypedWindow, validateWindow } from './window.ts'

/** The field name for a part of the text in a language. */
export function textField(locale: Locale, part: TextPart): `${Locale}-${TextPart}` {
  return `${locale}-${part}`
}

/** The store's integer, with room to increment it. */
const version = z.coerce.number().int().min(0).max(2_147_483_646, 'invalid-input')

const localTime = z.string().max(40, 'moment').default('')

const textFields = Object.fromEntries(
  locales.flatMap((locale) =>
    textParts.map((part) => [
      textField(locale, part),
      part === 'summary'
        ? z.literal('').or(typedLine(eventLimits.summary)).default('')
        : typedText(eventLimits.text, { optional: true }).default(''),
    ]),
  ),
)

type TextFields = Record<string, unknown>

/** Runs the check even if other fields fail, so that the form shows every problem at once. */
const atOnce = { when: () => true }

function isWritten(fields: TextFields, locale: Locale): boolean {
  return textParts.some((part) => fields[textField(locale, part)] !== '')
}

function isSummed(locale: Locale) {
  const summary = textField(locale, 'summary')
  const fault = { ...atOnce, error: 'no-summary', path: [summary] }
  return z.refine<TextFields>((fields) => fields[summary] !== '' || !isWritten(fields, locale), fault)
}

const hasText = z.refine<TextFields>((fields) => locales.some((locale) => isWritten(fields, locale)), {
  ...atOnce,
  error: 'no-text',
  path: [textField(locales[0], 'summary')],
})

const typedWindow = z.object({
  starts: z.string(),
  ends: z.string(),
  zone: z.string().refine(isKnownZone).nullable(),
})

/** One field of the window. */
function windowCheck(name: keyof TypedWindow) {
  const faultIn = (fields: unknown) => {
    // A field with a fault of its own has no value here, or still what was sent.
    const { data } = typedWindow.safeParse(fields)
    return data && validateWindow(data, now())[name]
  }
  return z.refine<TextFields>((fields) => faultIn(fields) === undefined, {
    ...atOnce,
    error: ({ input }) => faultIn(input),
    path: [name],
  })
}

/**
 * The announcement form: `id` of the draft, `version` that the change started from, if any. A language without any text
 * is left out; a language with text needs a summary. An emergency always asks for an answer, because it is escalated
 * until somebody gives one (notices.md, Routing). Issues are keys in errors.json.
 */
export const announcementFormSchema = z
  .object({
    id: z.uuid(),
    version: version.optional(),
    intent: z.enum(['save', 'preview']).default('save'),
    audience: z.string().max(maxAudienceLength).default(''),
    category: z.enum(noticeCategories, 'category-required'),
    severity: z.enum(severities, 'severity-required'),
    links: formatLinkLines(),
    starts: localTime,
    ends: localTime,
    zone: typedZone().default(null),
    asksAnswer: z.string().default(''),
    ...textFields,
  })
  .check(...locales.map(isSummed), hasText, ...(['starts', 'ends', 'zone'] as const).map(windowCheck))
  .transform((form) => {
    const fields = form as typeof form & Record<`${Locale}-${TextPart}`, string>
    const texts: AnnouncementTexts = {}
    for (const locale of locales) {
      const read = (part: TextPart) => fields[textField(locale, part)]
      const text = Object.fromEntries(textParts.map((part) => [part, read(part)])) as AnnouncementText
      if (isWritten(fields, locale)) texts[locale] = text
    }
    const { id, version, intent, category, severity, links } = form
    const asksAnswer = category === 'emergency' || form.asksAnswer === 'on'
    const audience = parseAudience(form.audience)
    const window = readWindow(form)
    return { id, version, intent, audience, category, severity, links, window, asksAnswer, texts }
  })

/** Reads the audience from a form or address and drops unknown filters. */
export function parseAudience(text: string): AudienceFilter {
  return accountFilters.query(accountFilters.read(Object.fromEntries(new URLSearchParams(text))))
}

/** The audience as a query string. */
export function writeAudience(audience: AudienceFilter): string {
  return new URLSearchParams(audience).toString()
}

export const oneSchema = z.object({ announcement: z.uuid() })

/** One announcement at the version that the page showed. */
export const versionSchema = oneSchema.extend({ version })

export const audienceSchema = versionSchema.extend({
  audience: z.string().max(maxAudienceLength).transform(parseAudience),
})
