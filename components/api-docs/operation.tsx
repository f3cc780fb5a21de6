import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { DocumentOperation } from '#/lib/api/openapi/document.ts'
import { type ApiField, listShapes } from '#/lib/api/openapi/fields.ts'
import { Answers } from './answers.tsx'
import { Calls } from './calls.tsx'
import { ApiDescription, Name } from './description.tsx'
import { Fields } from './fields.tsx'
import { DocsPart } from './part.tsx'
import type { Shown, Surroundings } from './shown.ts'
import type { ApiWords } from './words.ts'

/** One operation: what it does, what it takes, how it is called, what it answers. */
export function OperationSection({ shown, ...rest }: { shown: Shown } & Surroundings) {
  const { path, method, operation } = shown
  const { t } = rest
  const { operationId, summary, description, parameters = [] } = operation
  return (
    <section aria-labelledby={operationId} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-2">
        <h3 id={operationId} lang="en" className="scroll-mt-6 text-large">
          {summary}
        </h3>
        <p className="min-w-0 wrap-anywhere">
          <Name>{`${method.toUpperCase()} ${path}`}</Name>
        </p>
      </div>
      <ApiDescription text={description} />
      <Key shown={shown} t={t} />
      <Calls shown={shown} {...rest} />
      {parameters.length > 0 ? (
        <DocsPart title={t('parameters')}>
          <Fields
            label={t('parametersOf', { operation: summary })}
            fields={parameters.map((each) => toField(each, t))}
            t={t}
          />
        </DocsPart>
      ) : null}
      <RequestBody shown={shown} {...rest} />
      <Answers shown={shown} {...rest} />
    </section>
  )
}

function Key({ shown: { key }, t }: { shown: Shown; t: ApiWords }) {
  if (!key) return <p className="text-muted">{t('noKey')}</p>
  const places = key.in.map((place) => t(`places.${place}`)).join('; ')
  return <p className="text-muted">{t.rich('key', { places, scope: () => <Name>{key.scope}</Name> })}</p>
}

function toField(parameter: NonNullable<DocumentOperation['parameters']>[number], t: ApiWords): ApiField {
  const { name, in: place, required, description, schema } = parameter
  return {
    path: name,
    type: `${t(`in.${place}`)}, ${schema.format ?? schema.type ?? 'string'}`,
    required,
    description,
    values: (schema.enum ?? []).map(String),
  }
}

/** The fields of what an operation takes, each shape by itself, when asked for. */
function RequestBody({ shown, schemas, t }: { shown: Shown } & Omit<Surroundings, 'origin'>) {
  const content = Object.values(shown.operation.requestBody?.content ?? {})
  const shapes = new Map(
    content.flatMap(({ schema }) => listShapes(schema, schemas)).map((shape) => [shape.name, shape]),
  )
  if (shapes.size === 0) return null
  return (
    <DocsPart title={t('body')}>
      {[...shapes.values()].map(({ name, fields }) => (
        <Disclosure key={name} summary={<span lang="en">{name}</span>}>
          <Fields label={t('fieldsOf', { shape: name })} fields={fields} t={t} />
        </Disclosure>
      ))}
    </DocsPart>
  )
}
