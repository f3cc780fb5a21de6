import { getTranslations } from 'next-intl/server'

export type ApiWords = Awaited<ReturnType<typeof getTranslations<'apiDocs'>>>

/** The words of the frame. What the API says of itself is English. */
export function readApiWords(): Promise<ApiWords> {
  return getTranslations('apiDocs')
}
