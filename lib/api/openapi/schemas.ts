import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** The named schemas of a document, gathered while its parts are described. */
export class SchemaBook {
  readonly #named = new Map<string, JsonSchema>()

  /**
   * A schema as OpenAPI 3.1 has it (JSON Schema 2020-12): `input` is what is taken, `output` what is answered. Named ones
   * are referred to. @throws Error where two schemas have the same name
   */
  describe(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs = {}, ...described } = z.toJSONSchema(schema, { io, override: simplify })
    for (const [name, definition] of Object.entries($defs)) this.#add(name, definition)
    return pointToComponents(described)
  }

  /** All that were referred to, by name. */
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

/** What an answer holds may grow, and the pattern of an instant says no more than its format. */
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
