import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Instant } from '#/components/shell/instant.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { isFieldId } from '#/db/words/accounts.ts'
import type { IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { nameType } from '#/lib/accounts/types/type-name.ts'
import { listChanges } from '#/lib/admin/audit/changes.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'

type AuditChangesProps = {
  before: unknown
  after: unknown
  names: ReadonlyMap<string, string>
  types: readonly IntegrationType[]
}

export async function AuditChanges({ before, after, names, types }: AuditChangesProps) {
  const t = await getTranslations('audit.changes')
  const changes = listChanges(before, after)
  if (changes.length === 0) return null
  const name = await nameValues(names, types)
  const namePart = await nameParts()
  return (
    <Disclosure summary={t('show', { count: changes.length })}>
      <table className="text-left">
        <thead>
          <tr className="text-muted">
            {(['what', 'before', 'after'] as const).map((column) => (
              <th key={column} scope="col" className="pr-4 pb-1 font-medium last:pr-0">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.path.join('.')} className="align-baseline">
              <th
                scope="row"
                className="min-w-14 py-1 pr-3 tabled:min-w-32 tabled:pr-4 font-normal text-muted wrap-anywhere"
              >
                {change.path.map(namePart).join(', ') || t('whole')}
              </th>
              {(['before', 'after'] as const).map((side) => (
                <td
                  key={side}
                  className="min-w-14 py-1 pr-3 tabled:min-w-32 tabled:pr-4 wrap-anywhere last:pr-0"
                >
                  <AuditValue field={change.path.at(-1) ?? ''} value={change[side]} name={name} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  )
}

/** Names a part of a stored value: also a field of the contact information, a setting, a filter, or a language. */
async function nameParts() {
  const t = await getTranslations('audit')
  const contacts = await getTranslations('fields')
  const filters = await getTranslations('adminAccounts.filters')
  const deadlines = await getTranslations('adminSettings.deadlines.fields')
  const locale = await getLocale()
  return (part: string) =>
    wordIn(t, `fields.${part}`) ??
    (isFieldId(part) ? contacts(`${part}.name`, { programme: t('programme') }) : undefined) ??
    wordIn(deadlines, `${part}.name`) ??
    wordIn(filters, `${part}.name`) ??
    (isLocale(part) ? languageName(part, locale) : part)
}

/** The text of a key that the store keeps; undefined if this release has none. */
export function wordIn(t: { (key: never): string; has(key: never): boolean }, key: string) {
  return t.has(key as never) ? t(key as never) : undefined
}

/** Formats what the store keeps as a key: a person's id, a role, a state, a category, a type, a language. */
async function nameValues(
  names: ReadonlyMap<string, string>,
  types: readonly IntegrationType[],
): Promise<ValueNames> {
  const common = await getTranslations('common')
  const categories = await getTranslations('mail.categories')
  const namePart = await nameParts()
  const rules = await getTranslations('adminSettings.types.rules')
  const kinds = await getTranslations('endpoints.kinds')
  const locale = await getLocale()
  const category = (value: string) => wordIn(categories, value)
  const language = (value: string) => (isLocale(value) ? languageName(value, locale) : undefined)
  const known: Record<string, (value: string) => string | undefined> = {
    role: (value) => wordIn(common, `roles.${value}`),
    state: (value) => wordIn(common, `states.${value}`),
    category,
    defaultCategory: category,
    missing: namePart,
    integrationTypeId: (value) => {
      const type = types.find(({ id }) => id === value)
      return type && nameType(type, locale)
    },
    locale: language,
    defaultLocale: language,
    allowedKinds: (value) => wordIn(kinds, `${value}.name`),
    merchantIssues: (value) => wordIn(rules, value),
  }
  return (value, field) => names.get(value) ?? known[field]?.(value) ?? value
}

/** What formatting a value needs: names for ids, and words for known values. */
type ValueNames = (value: string, field: string) => string

type AuditValueProps = { field: string; value: unknown; name: ValueNames }

/** Formats a stored value: a list line by line, an instant as date and time, an id as its name. */
async function AuditValue({ field, value, name }: AuditValueProps): Promise<ReactNode> {
  const t = await getTranslations('audit.changes')
  if (isEmpty(value)) return <span className="text-muted">{t('nothing')}</span>
  if (typeof value === 'number' && field.endsWith('At')) return <Instant at={value} />
  if (!Array.isArray(value)) return <span dir="auto">{await formatPlain(value, field, name)}</span>
  const lines = await Promise.all(value.map((item) => formatPlain(item, field, name)))
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

/** Formats one line; an object becomes a row of its values. */
async function formatPlain(value: unknown, field: string, name: ValueNames): Promise<string> {
  const t = await getTranslations('audit.changes')
  if (value === true || value === false) return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return (await getFormatter()).number(value)
  if (typeof value === 'string') return name(value, field)
  if (isEmpty(value)) return ''
  if (Array.isArray(value))
    return (await Promise.all(value.map((item) => formatPlain(item, field, name)))).filter(Boolean).join(', ')
  const parts = Object.entries(value as Record<string, unknown>)
  const texts = await Promise.all(parts.map(([part, inner]) => formatPlain(inner, part, name)))
  return texts.filter(Boolean).join(' · ')
}
