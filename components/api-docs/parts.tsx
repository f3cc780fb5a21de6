import { getTranslations } from 'next-intl/server'
import { Fragment, type ReactNode } from 'react'
import type { Operation as OperationSource } from '#/lib/api/http/operation.ts'
import type { DocumentOperation } from '#/lib/api/openapi/document.ts'
import type { ApiField } from '#/lib/api/openapi/fields.ts'
import type { JsonSchema } from '#/lib/api/openapi/schemas.ts'

export type Shown = {
  path: string
  method: string
  key: OperationSource['key']
  operation: DocumentOperation
}
export type ShownProps = { shown: Shown; schemas: Readonly<Record<string, JsonSchema>> }

export function DocsPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <h4 className="font-semibold">{title}</h4>
      {children}
    </div>
  )
}

/** Renders a description from the API: English paragraphs with names in backticks. */
export function ApiDescription({ text }: { text: string }) {
  return (
    <div lang="en" className="flex max-w-measure flex-col gap-3">
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>
          <Marked text={paragraph} />
        </p>
      ))}
    </div>
  )
}

export function TextLine({ text }: { text: string }) {
  return (
    <span lang="en">
      <Marked text={text} />
    </span>
  )
}

function Marked({ text }: { text: string }) {
  return text.split('`').map((part, index) => {
    const key = `${index} ${part}`
    return index % 2 === 1 ? <Name key={key}>{part}</Name> : <Fragment key={key}>{part}</Fragment>
  })
}

export function Name({ children }: { children: string }) {
  return <code className="font-mono text-[0.9375em]">{children}</code>
}

type Entry = { name: string; about?: ReactNode | undefined; meaning: ReactNode }
type EntriesProps = {
  label: string
  entries: readonly Entry[]
  /** Short names, no longer than a status code. */
  short?: boolean
}

/** Lists machine-readable names with their meaning. */
export function Entries({ label, entries, short = false }: EntriesProps) {
  return (
    <dl
      aria-label={label}
      className="divide-y divide-line rounded-box border border-line bg-surface text-small"
    >
      {entries.map(({ name, about, meaning }) => (
        <div key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-2.5">
          <dt className={short ? 'basis-12' : 'min-w-0 basis-64'}>
            <Name>{name}</Name>
            {about ? <span className="block text-muted">{about}</span> : null}
          </dt>
          <dd className="min-w-0 flex-1 basis-64">{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}

type FieldsProps = { label: string; fields: readonly ApiField[] }

/** Lists fields or parameters and marks those that are required; for answers, those that are optional. */
export async function Fields({ label, fields, answered = false }: FieldsProps & { answered?: boolean }) {
  const t = await getTranslations('apiDocs')
  const entries = fields.map(({ path, type, required, description, values }) => ({
    name: path,
    about: (
      <>
        <span lang="en">{type}</span>
        {required === answered ? null : (
          <>
            {', '}
            <strong className="text-ink">{t(answered ? 'notAlways' : 'required')}</strong>
          </>
        )}
      </>
    ),
    meaning: (
      <>
        {description ? <TextLine text={description} /> : null}
        {values.length > 0 ? (
          <span className="block">
            {t('values')}{' '}
            {values.map((value, index) => (
              <Fragment key={value}>
                {index > 0 ? ', ' : ''}
                <Name>{value}</Name>
              </Fragment>
            ))}
          </span>
        ) : null}
      </>
    ),
  }))
  return <Entries label={label} entries={entries} />
}
