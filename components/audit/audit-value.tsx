import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'

/** What a value of an entry is made of words with: names of ids, and words of known values. */
export type ValueNames = (value: string, field: string) => string

type AuditValueProps = { field: string; value: unknown; name: ValueNames }

/** A value as an entry keeps it, in words: a list one to a line, an instant as a day and time, an id by its name. */
export async function AuditValue({ field, value, name }: AuditValueProps): Promise<ReactNode> {
  const t = await getTranslations('audit.changes')
  if (isEmpty(value)) return <span className="text-muted">{t('nothing')}</span>
  if (typeof value === 'number' && field.endsWith('At')) return <Instant at={value} />
  if (!Array.isArray(value)) return <span dir="auto">{await sayPlainly(value, field, name)}</span>
  const lines = await Promise.all(value.map((item) => sayPlainly(item, field, name)))
  return (
    <ul>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes.
        <li key={index} dir="auto">
          {line}
        </li>
      ))}
    </ul>
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** One line of words; of an object, its values in a row. */
async function sayPlainly(value: unknown, field: string, name: ValueNames): Promise<string> {
  const t = await getTranslations('audit.changes')
  if (value === true || value === false) return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return (await getFormatter()).number(value)
  if (typeof value === 'string') return name(value, field)
  if (isEmpty(value)) return ''
  if (Array.isArray(value)) {
    return (await Promise.all(value.map((item) => sayPlainly(item, field, name)))).filter(Boolean).join(', ')
  }
  const parts = Object.entries(value as Record<string, unknown>)
  const said = await Promise.all(parts.map(([part, inner]) => sayPlainly(inner, part, name)))
  return said.filter(Boolean).join(' · ')
}
