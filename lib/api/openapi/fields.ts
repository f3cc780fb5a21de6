import type { JsonSchema } from './schemas.ts'

/** A field of a body or an answer for readers. `path` is `owner.email`, or `alerts[].status` in a list. */
export type ApiField = {
  path: string
  type: string
  required: boolean
  description: string
  values: string[]
}

/** One of a body's shapes; `name` is empty if there is only one without a name. */
export type Shape = { name: string; fields: ApiField[] }

type Schemas = Readonly<Record<string, JsonSchema>>

const referred = '#/components/schemas/'

/** The shapes of a schema with all their fields, including nested ones. A list stays a list. */
export function listShapes(schema: JsonSchema, schemas: Schemas): Shape[] {
  const shapes = new Map<string, Shape>()
  for (const { name, object } of findObjects(schema, schemas, '')) {
    const fields = listFields(object, schemas, '')
    if (fields.length > 0 && !shapes.has(name)) shapes.set(name, { name, fields })
  }
  return [...shapes.values()]
}

type Found = { name: string; object: JsonSchema }

function findObjects(schema: JsonSchema, schemas: Schemas, name: string): Found[] {
  if (schema.$ref) return findObjects(resolve(schema, schemas), schemas, schema.$ref.replace(referred, ''))
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) {
    return choices.flatMap((choice) =>
      findObjects(asSchema(choice), schemas, nameChoice(name, asSchema(choice))),
    )
  }
  if (schema.type === 'array') return findObjects(itemOf(schema), schemas, name)
  return schema.properties ? [{ name, object: schema }] : []
}

/** Names a choice by the fixed value of one of its fields. */
function nameChoice(name: string, choice: JsonSchema): string {
  if (name === '' || choice.$ref) return name
  for (const [field, property] of Object.entries(choice.properties ?? {})) {
    const { const: only, enum: values } = asSchema(property)
    const allowed = only === undefined ? values : [only]
    if (allowed) return `${name}: ${field} ${allowed.join(', ')}`
  }
  return name
}

function listFields(object: JsonSchema, schemas: Schemas, prefix: string): ApiField[] {
  const required = new Set(object.required)
  return Object.entries(object.properties ?? {}).flatMap(([name, property]) => {
    const given = asSchema(property)
    const path = `${prefix}${name}`
    const { schema, nullable } = unwrap(given, schemas)
    const inner = schema.type === 'array' ? unwrap(itemOf(schema), schemas).schema : schema
    const field: ApiField = {
      path,
      type: nameType(schema, inner, nullable),
      required: required.has(name),
      description: given.description ?? schema.description ?? '',
      values: listValues(inner),
    }
    const nested = listFields(inner, schemas, schema.type === 'array' ? `${path}[].` : `${path}.`)
    return [field, ...nested]
  })
}

/** The schema behind a reference, and whether it may be null. */
function unwrap(schema: JsonSchema, schemas: Schemas): { schema: JsonSchema; nullable: boolean } {
  if (schema.$ref) return unwrap(resolve(schema, schemas), schemas)
  if (Array.isArray(schema.type)) {
    const [type] = schema.type.filter((one) => one !== 'null')
    return { schema: { ...schema, ...(type && { type }) }, nullable: schema.type.includes('null') }
  }
  const choices = (schema.anyOf ?? schema.oneOf ?? []).map(asSchema)
  const [only, ...others] = choices.filter(({ type }) => type !== 'null')
  if (!only || others.length > 0) return { schema, nullable: false }
  const { description } = schema
  return { schema: { ...unwrap(only, schemas).schema, ...(description && { description }) }, nullable: true }
}

function nameType(schema: JsonSchema, inner: JsonSchema, nullable: boolean): string {
  const plain = inner.format ?? (typeof inner.type === 'string' ? inner.type : 'any')
  const whole = schema.type === 'array' ? `list of ${plain}` : plain
  return nullable ? `${whole} or null` : whole
}

function listValues({ const: only, enum: values = [] }: JsonSchema): string[] {
  return (only === undefined ? values : [only]).filter((value) => value !== null).map(String)
}

function resolve({ $ref = '' }: JsonSchema, schemas: Schemas): JsonSchema {
  return schemas[$ref.replace(referred, '')] ?? {}
}

function itemOf({ items }: JsonSchema): JsonSchema {
  return Array.isArray(items) || items === undefined ? {} : asSchema(items)
}

const asSchema = (schema: JsonSchema | boolean): JsonSchema => (typeof schema === 'boolean' ? {} : schema)
