import type { z } from 'zod'
import type { KeyScope } from '#/db/words/keys.ts'

/** How a request shows its key: as a bearer token, also as the password of HTTP Basic, or in its body. */
export type KeyPlace = 'bearer' | 'basic' | 'body'

export const tags = ['Events', 'Accounts', 'Notices', 'Mail server', 'Monitoring', 'Description'] as const
export type Tag = (typeof tags)[number]

/** A value that stands for many, with a line that says what it shows. */
export type Example = { summary: string; value: unknown }
export type Examples = Readonly<Record<string, Example>>

/** A body in one media type. What is no JSON is described by a schema of text. */
export type Content = { schema: z.ZodType; examples: Examples }
export type Contents = Readonly<Record<string, Content>>

export type Answer = {
  description: string
  content?: Contents
  /** Headers of note, with what they say. */
  headers?: Readonly<Record<string, string>>
}

/** A parameter of the path or a header; those of the query are the fields of a schema. */
export type Parameter = { description: string; schema: z.ZodType; example?: string }

/**
 * One method of one path as it is described: by the very schemas that its route handler checks with. Descriptions are
 * paragraphs parted by an empty line, with names between backticks. `id` never changes: generated clients call by it.
 */
export type Operation = {
  id: string
  method: 'get' | 'post'
  path: string
  tag: Tag
  summary: string
  description: string
  key: { scope: KeyScope; in: readonly KeyPlace[] } | null
  parameters?: Readonly<Record<string, Parameter>>
  headers?: Readonly<Record<string, Parameter>>
  query?: z.ZodObject
  body?: Contents
  answers: Readonly<Record<number, Answer>>
}
