import { getTranslations } from 'next-intl/server'
import { isErased } from '#/lib/platform/values/erased.ts'

/** How people are named on a page: as the store has their names, and one who was erased in the reader's language. */
export async function namePeople(): Promise<(name: string) => string> {
  const t = await getTranslations('personal')
  return (name) => (isErased(name) ? t('erasedPerson') : name)
}
