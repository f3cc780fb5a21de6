import { env } from '#/env.ts'
import { buildDocument, type Document } from './document.ts'
import { operations } from './operations.ts'

let built: Document | undefined

/** The description of this installation's API; made once. */
export function currentDocument(): Document {
  built ??= buildDocument(operations, env.APP_URL)
  return built
}
