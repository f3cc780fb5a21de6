import {
  type Contents,
  type Key,
  type Operation,
  type OperationResponse,
  type Parameter,
  type Tag,
  tags,
} from '#/lib/api/http/operation.ts'
import { type JsonSchema, SchemaBook } from './schemas.ts'

export type DocumentParameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description: string
  schema: JsonSchema
  example?: string
}
export type DocumentContent = Record<
  string,
  { schema: JsonSchema; examples: Record<string, { summary: string; value: unknown }> }
>
export type DocumentOperation = {
  operationId: string
  tags: [Tag]
  summary: string
  description: string
  security: Record<string, string[]>[]
  parameters?: DocumentParameter[]
  requestBody?: { required: boolean; content: DocumentContent }
  responses: Record<string, DocumentResponse>
}
export type DocumentResponse = {
  description: string
  headers?: Record<string, { description: string; schema: JsonSchema }>
  content?: DocumentContent
}
export type Document = {
  openapi: '3.1.1'
  info: {
    title: string
    version: string
    description: string
    contact: { name: string; url: string }
    license: { name: string; identifier: string }
  }
  servers: { url: string }[]
  tags: { name: Tag; description: string }[]
  paths: Record<string, Partial<Record<Operation['method'], DocumentOperation>>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> }
}

const introduction = `Report events, read accounts and track notices. Authenticate with an event source's key, which an admin creates under Settings or on the command line. A key is shown once and has 32 characters; its scopes determine what it can do.

Timestamps are RFC 3339, UTC in responses. Errors are problem details (RFC 9457, \`application/problem+json\`): \`errors\` lists each invalid field by JSON Pointer and each invalid query parameter by name. PagerDuty clients get PagerDuty's error format instead. Any operation may also return 500, with the id of the error in the log, and any path returns 405 for unsupported methods.

We may add response fields; everything documented here stays.`

const tagDescriptions: Record<Tag, string> = {
  Events:
    'Report what happened at a partner. 202 means that the event, its notice and its deliveries are on disk.',
  Accounts: 'Partner accounts, their contacts and the support information they publish.',
  Notices: 'Status of an event, and answers to it.',
  'Mail server': 'Bounces reported by the mail server.',
  Monitoring: 'Health of the portal.',
  Description: 'This API description.',
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The key of an event source.' },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'Use the key as the password; the user name is ignored.',
  },
}

/** The API as OpenAPI 3.1, generated from the schemas that check requests. `origin`: where it is served. */
export function buildDocument(operations: readonly Operation[], origin: string): Document {
  const book = new SchemaBook()
  const paths: Document['paths'] = {}
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describeOperation(operation, book),
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Recapito',
      version: '1',
      description: introduction,
      contact: { name: 'How to get help', url: `${origin}/help` },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin }],
    tags: tags.map((name) => ({ name, description: tagDescriptions[name] })),
    paths,
    components: { schemas: book.list(), securitySchemes },
  }
}

function describeOperation(operation: Operation, book: SchemaBook): DocumentOperation {
  const parameters = listParameters(operation, book)
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    security: operation.key ? listSecurity(operation.key) : [],
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: {
        required: !operation.isBodyOptional,
        content: describeContents(operation.body, 'input', book),
      },
    }),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        describeResponse(response, book),
      ]),
    ),
  }
}

/** OpenAPI has no scheme for a key in the body; an empty requirement says that no header is needed. */
function listSecurity({ scope, in: places }: Key): Record<string, string[]>[] {
  return places.map((place): Record<string, string[]> => (place === 'body' ? {} : { [place]: [scope] }))
}

function listParameters(operation: Operation, book: SchemaBook): DocumentParameter[] {
  const query = Object.entries(operation.query?.shape ?? {}).map(([name, schema]): [string, Parameter] => [
    name,
    { description: schema.meta()?.description ?? '', schema, ...firstExample(schema) },
  ])
  return [
    ...Object.entries(operation.parameters ?? {}).map((each) => describeParameter('path', each, book)),
    ...query.map((each) => describeParameter('query', each, book)),
    ...Object.entries(operation.headers ?? {}).map((each) => describeParameter('header', each, book)),
  ]
}

function firstExample(schema: Parameter['schema']): { example?: string } {
  const [example] = [schema.meta()?.examples ?? []].flat()
  return typeof example === 'string' ? { example } : {}
}

function describeParameter(
  place: DocumentParameter['in'],
  [name, { description, schema, example }]: [string, Parameter],
  book: SchemaBook,
): DocumentParameter {
  const { description: _, examples: __, ...described } = book.describe(schema, 'input')
  return {
    name,
    in: place,
    required: !schema.safeParse(undefined).success,
    description,
    schema: described,
    ...(example !== undefined && { example }),
  }
}

function describeContents(contents: Contents, io: 'input' | 'output', book: SchemaBook): DocumentContent {
  return Object.fromEntries(
    Object.entries(contents).map(([type, { schema, examples }]) => [
      type,
      { schema: book.describe(schema, io), examples: { ...examples } },
    ]),
  )
}

function describeResponse(
  { description, headers, content }: OperationResponse,
  book: SchemaBook,
): DocumentResponse {
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, says]) => [
          name,
          { description: says, schema: { type: 'string' as const } },
        ]),
      ),
    }),
    ...(content && { content: describeContents(content, 'output', book) }),
  }
}
