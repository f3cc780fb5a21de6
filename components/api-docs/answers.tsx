import { CodeBlock } from '#/components/ui/code-block.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { DocumentAnswer, DocumentContent } from '#/lib/api/openapi/document.ts'
import { listShapes } from '#/lib/api/openapi/fields.ts'
import { Line, Name } from './description.tsx'
import { Entries } from './entries.tsx'
import { AnswerFields } from './fields.tsx'
import { DocsPart } from './part.tsx'
import type { Shown, Surroundings } from './shown.ts'

/** What an operation answers, by status, and what a good answer holds. */
export function Answers({ shown, schemas, t }: { shown: Shown } & Omit<Surroundings, 'origin'>) {
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
        .map(([status, answer]) => (
          <Disclosure key={status} summary={t('answerHolds', { status })}>
            <Held content={answer.content ?? {}} schemas={schemas} t={t} />
          </Disclosure>
        ))}
    </DocsPart>
  )
}

function Meaning({ answer: { description, headers = {} } }: { answer: DocumentAnswer }) {
  return (
    <>
      <Line text={description} />
      {Object.entries(headers).map(([name, { description: says }]) => (
        <span key={name} className="block text-muted">
          <Name>{name}</Name>: <Line text={says} />
        </span>
      ))}
    </>
  )
}

function Held({ content, schemas, t }: { content: DocumentContent } & Omit<Surroundings, 'origin'>) {
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
            <AnswerFields key={name} label={t('fieldsOf', { shape: name })} fields={fields} t={t} />
          ))}
        </div>
      ))}
    </div>
  )
}
