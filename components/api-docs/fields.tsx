import type { ApiField } from '#/lib/api/openapi/fields.ts'
import { Line, Name } from './description.tsx'
import { Entries } from './entries.tsx'
import type { ApiWords } from './words.ts'

type FieldsProps = { label: string; fields: readonly ApiField[]; t: ApiWords }
type Marked = 'required' | 'notAlways'

/** The fields of a body, or parameters, with what must be given. */
export function Fields(props: FieldsProps) {
  return renderFields(props, ({ required }) => (required ? 'required' : null))
}

/** The fields of an answer, with what is not always there. */
export function AnswerFields(props: FieldsProps) {
  return renderFields(props, ({ required }) => (required ? null : 'notAlways'))
}

function renderFields({ label, fields, t }: FieldsProps, mark: (field: ApiField) => Marked | null) {
  const entries = fields.map((field) => ({
    name: field.path,
    about: (
      <>
        <span lang="en">{field.type}</span>
        <Mark mark={mark(field)} t={t} />
      </>
    ),
    meaning: <Meaning field={field} t={t} />,
  }))
  return <Entries label={label} entries={entries} />
}

function Mark({ mark, t }: { mark: Marked | null; t: ApiWords }) {
  if (mark === null) return null
  return (
    <>
      {', '}
      <strong className="text-ink">{t(mark)}</strong>
    </>
  )
}

function Meaning({ field: { description, values }, t }: { field: ApiField; t: ApiWords }) {
  return (
    <>
      {description ? <Line text={description} /> : null}
      {values.length > 0 ? (
        <span className="block">
          {t('values')}{' '}
          {values.map((value, index) => (
            <span key={value}>
              {index > 0 ? ', ' : ''}
              <Name>{value}</Name>
            </span>
          ))}
        </span>
      ) : null}
    </>
  )
}
