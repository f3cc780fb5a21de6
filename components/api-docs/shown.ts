import type { Operation as OperationSource } from '#/lib/api/http/operation.ts'
import type { DocumentOperation } from '#/lib/api/openapi/document.ts'
import type { JsonSchema } from '#/lib/api/openapi/schemas.ts'
import type { ApiWords } from './words.ts'

export type Shown = {
  path: string
  method: string
  key: OperationSource['key']
  operation: DocumentOperation
}

export type Surroundings = { origin: string; schemas: Readonly<Record<string, JsonSchema>>; t: ApiWords }
