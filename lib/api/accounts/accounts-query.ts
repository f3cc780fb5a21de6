import { z } from 'zod'
import { integrationStates } from '#/db/words/accounts.ts'
import { hasControlCharacters } from '#/lib/platform/values/characters.ts'

const words = z
  .string()
  .max(100)
  .refine((text) => !hasControlCharacters(text), {
    params: { code: 'characters' },
    error: 'It must not hold control characters.',
  })

/** What `GET /api/v1/accounts` may be asked. */
export const accountsQuerySchema = z.object({
  search: words.optional().meta({
    description:
      'Words of the name, of the slug or of an address, or how they begin, in any case and without accents; a whole address by how it begins.',
    examples: ['aurora'],
  }),
  state: z.enum(integrationStates).optional().meta({ description: 'Where the integration stands.' }),
  integrationType: words.optional().meta({ description: 'The id of an integration type.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'Accounts of one page at most.' }),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'The `nextCursor` of the page before; its content is not for reading.' }),
})
