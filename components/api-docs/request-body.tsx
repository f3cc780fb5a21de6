import { Disclosure } from '#/components/ui/disclosure.tsx'
import { listShapes } from '#/lib/api/openapi/fields.ts'
import { Fields } from './fields.tsx'
import { Part } from './part.tsx'
import type { Shown, Surroundings } from './shown.ts'

/** The fields of what an operation takes, each shape by itself, when asked for. */
export function RequestBody({ shown, schemas, t }: { shown: Shown } & Omit<Surroundings, 'origin'>) {
  const content = Object.values(shown.operation.requestBody?.content ?? {})
  const shapes = new Map(
    content.flatMap(({ schema }) => listShapes(schema, schemas)).map((shape) => [shape.name, shape]),
  )
  if (shapes.size === 0) return null
  return (
    <Part title={t('body')}>
      {[...shapes.values()].map(({ name, fields }) => (
        <Disclosure key={name} summary={<span lang="en">{name}</span>}>
          <Fields label={t('fieldsOf', { shape: name })} fields={fields} t={t} />
        </Disclosure>
      ))}
    </Part>
  )
}
