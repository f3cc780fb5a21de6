import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** Collects the named schemas while the document is built. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>()

  /**
   * A schema in OpenAPI 3.1 (JSON Schema 2020-12): `input` for requests, `output` for responses. Named schemas become
   * references. @throws Error when two schemas have the same name
   */
  describe(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs = {}, ...described } = z.toJSONSchema(schema, { io, override: simplify })
    for (const [name, definition] of Object.entries($defs)) this.#add(name, definition)
    return pointToComponents(described)
  }

  list(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)))
  }

  #add(name: string, definition: JsonSchema): void {
    const { id: _, ...described } = pointToComponents(definition)
    const known = this.#named.get(name)
    if (known && !isDeepStrictEqual(known, described)) throw new Error(`Two schemas are called ${name}.`)
    this.#named.set(name, described)
  }
}

/** Answers may get more fields, and an instant's pattern says no more than its format. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
}

function pointToComponents<Value>(value: Value): Value {
  const text = JSON.stringify(value, (name, each) =>
    name === '$ref' && typeof each === 'string' ? each.replace('#/$defs/', '#/components/schemas/') : each,
  )
  return JSON.parse(text)
}
