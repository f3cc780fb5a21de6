import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Document, DocumentOperation } from '#/lib/api/openapi/document.ts'

export type Described = { path: string; method: string; operation: DocumentOperation }

/** Every operation of a document with its path and method. */
export function listOperations(document: Document): Described[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
}

/** @throws Error if there is none */
export function findOperation(operations: readonly Described[], id: string): Described {
  const found = operations.find(({ operation }) => operation.operationId === id)
  if (!found) throw new Error(`There is no operation ${id}.`)
  return found
}

/** Checks values against the schemas of a document; returns the faults, empty if there are none. */
export function createChecker(document: Document): (schema: unknown, value: unknown) => string {
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema({ $id: 'document', components: document.components })
  const compiled = new Map<unknown, ReturnType<typeof ajv.compile>>()
  return (schema, value) => {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components')
    const validate = compiled.get(schema) ?? ajv.compile(JSON.parse(text))
    compiled.set(schema, validate)
    return validate(value) ? '' : ajv.errorsText(validate.errors)
  }
}
