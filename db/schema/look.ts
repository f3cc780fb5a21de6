import { id, index, instant, table, text } from '#/db/columns.ts'

/**
 * The programme's logo, as PNG and SVG, named by its content (lib/platform/look/logo.ts). `data` is base64, which every
 * backup and move carries. One that no setting names is of no use a day after `usedAt`.
 */
export const pictures = table(
  'pictures',
  { id: id('id').primaryKey(), data: text('data').notNull(), usedAt: instant('used_at').notNull() },
  (columns) => [index('pictures_used').on(columns.usedAt)],
)
