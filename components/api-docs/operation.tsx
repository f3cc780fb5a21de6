import { getTranslations } from 'next-intl/server'
import { type ReactNode, useId } from 'react'
import { CopyButton } from '#/components/ui/copy-button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { ScrollRegion } from '#/components/ui/scroll-region.tsx'
import { buildCurl } from '#/lib/api/openapi/curl.ts'
import type { DocumentContent, DocumentOperation, DocumentResponse } from '#/lib/api/openapi/document.ts'
import { type ApiField, listShapes } from '#/lib/api/openapi/fields.ts'
import {
  ApiDescription,
  DocsPart,
  Entries,
  Fields,
  Name,
  type Shown,
  type ShownProps,
  TextLine,
} from './parts.tsx'

export async function OperationSection({ origin, ...rest }: ShownProps & { origin: string }) {
  const { path, method, operation } = rest.shown
  const t = await getTranslations('apiDocs')
  const { operationId, summary, description, parameters = [] } = operation
  const placeOf = (place: Parameter['in']) => t(`in.${place}`)
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
      <RightNote shown={rest.shown} />
      <Calls shown={rest.shown} origin={origin} />
      {parameters.length > 0 ? (
        <DocsPart title={t('parameters')}>
          <Fields
            label={t('parametersOf', { operation: summary })}
            fields={parameters.map((each) => toField(each, placeOf(each.in)))}
          />
        </DocsPart>
      ) : null}
      <RequestBody {...rest} />
      <Answers {...rest} />
    </section>
  )
}

/** Shows which key may call the operation, and where the key goes. */
async function RightNote({ shown: { key } }: { shown: Shown }) {
  const t = await getTranslations('apiDocs')
  if (!key) return <p className="text-muted">{t('noKey')}</p>
  const places = key.in.map((place) => t(`places.${place}`)).join('; ')
  return <p className="text-muted">{t.rich('key', { places, scope: () => <Name>{key.scope}</Name> })}</p>
}

type Parameter = NonNullable<DocumentOperation['parameters']>[number]

function toField({ name, required, description, schema }: Parameter, place: string): ApiField {
  const type = `${place}, ${schema.format ?? schema.type ?? 'string'}`
  return { path: name, type, required, description, values: (schema.enum ?? []).map(String) }
}

type CallsProps = { shown: Shown; origin: string }

async function Calls(props: CallsProps) {
  const t = await getTranslations('apiDocs')
  const [first, ...others] = listCalls(props).map(({ summary, code }) => (
    <CodeBlock key={code} title={<span lang="en">{summary}</span>} code={code} copy={t('copy')} />
  ))
  return (
    <DocsPart title={t('call')}>
      {first}
      {others.length > 0 ? (
        <Disclosure summary={t('moreCalls', { count: others.length })}>
          <div className="flex flex-col gap-4">{others}</div>
        </Disclosure>
      ) : null}
    </DocsPart>
  )
}

function listCalls({ shown, origin }: CallsProps): { summary: string; code: string }[] {
  const content = Object.entries(shown.operation.requestBody?.content ?? {})
  const calls = content.flatMap(([type, { examples }]) =>
    Object.values(examples).map(({ summary, value }) => ({
      summary,
      code: buildCurl(shown, { origin, type, value }),
    })),
  )
  // The name differs from the operation's because both are regions.
  const summary = `With curl: ${shown.operation.summary}`
  return calls.length > 0 ? calls : [{ summary, code: buildCurl(shown, { origin }) }]
}

async function RequestBody({ shown, schemas }: ShownProps) {
  const t = await getTranslations('apiDocs')
  const content = Object.values(shown.operation.requestBody?.content ?? {})
  const shapes = new Map(
    content.flatMap(({ schema }) => listShapes(schema, schemas)).map((shape) => [shape.name, shape]),
  )
  if (shapes.size === 0) return null
  return (
    <DocsPart title={t('body')}>
      {[...shapes.values()].map(({ name, fields }) => (
        <Disclosure key={name} summary={<span lang="en">{name}</span>}>
          <Fields label={t('fieldsOf', { shape: name })} fields={fields} />
        </Disclosure>
      ))}
    </DocsPart>
  )
}

/** The possible answers by status, with the body of a successful one. */
async function Answers({ shown, schemas }: ShownProps) {
  const t = await getTranslations('apiDocs')
  const { summary, responses } = shown.operation
  const answers = Object.entries(responses)
  return (
    <DocsPart title={t('answers')}>
      <Entries
        short
        label={t('answersOf', { operation: summary })}
        entries={answers.map(([status, answer]) => ({ name: status, meaning: <Meaning answer={answer} /> }))}
      />
      {answers
        .filter(([status]) => status.startsWith('2'))
        .map(([status, { content = {} }]) => (
          <Disclosure key={status} summary={t('answerHolds', { status })}>
            <Held content={content} schemas={schemas} />
          </Disclosure>
        ))}
    </DocsPart>
  )
}

function Meaning({ answer: { description, headers = {} } }: { answer: DocumentResponse }) {
  return (
    <>
      <TextLine text={description} />
      {Object.entries(headers).map(([name, { description: says }]) => (
        <span key={name} className="block text-muted">
          <Name>{name}</Name>: <TextLine text={says} />
        </span>
      ))}
    </>
  )
}

async function Held({ content, schemas }: Pick<ShownProps, 'schemas'> & { content: DocumentContent }) {
  const t = await getTranslations('apiDocs')
  return (
    <div className="flex flex-col gap-4">
      {Object.entries(content).map(([type, { schema, examples }]) => (
        <div key={type} className="flex min-w-0 flex-col gap-4">
          {Object.entries(examples).map(([name, { summary, value }]) => (
            <CodeBlock
              key={name}
              title={<span lang="en">{summary}</span>}
              code={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
            />
          ))}
          {listShapes(schema, schemas).map(({ name, fields }) => (
            <Fields key={name} label={t('fieldsOf', { shape: name })} fields={fields} answered />
          ))}
        </div>
      ))}
    </div>
  )
}

type CodeBlockProps = { title: ReactNode; code: string; copy?: string | undefined }

/** Machine-readable text. A wide one scrolls in its own region, also by keyboard. */
function CodeBlock({ title, code, copy }: CodeBlockProps) {
  const id = useId()
  return (
    <figure className="min-w-0 rounded-box border border-line bg-sunken">
      <figcaption
        id={`${id}-title`}
        className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-1.5 text-muted text-small"
      >
        {title}
        {copy ? <CopyButton from={id} label={copy} /> : null}
      </figcaption>
      <ScrollRegion aria-labelledby={`${id}-title`} className="overflow-x-auto px-4 py-3">
        <pre className="font-mono text-small">
          <code id={id}>{code}</code>
        </pre>
      </ScrollRegion>
    </figure>
  )
}
