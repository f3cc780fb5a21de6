import { z } from 'zod'
import { savedLists } from '#/db/words/saved-views.ts'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

export const maxViewNameLength = 60
/** A search has 100 characters at most, which an address may write with nine each. */
const maxQueryLength = 4000

const shown = {
  name: typedLine(maxViewNameLength),
  /** The check box: absent unless it is ticked. */
  shared: z
    .literal('yes')
    .optional()
    .transform((given) => given === 'yes'),
}

export const newViewSchema = z.object({
  list: z.enum(savedLists),
  query: z.string().max(maxQueryLength),
  ...shown,
})
export type NewView = z.output<typeof newViewSchema>

export const viewSchema = z.object({ view: z.uuid(), ...shown })
export type ViewChange = z.output<typeof viewSchema>
