import { getTranslations } from 'next-intl/server'
import { isErased } from '#/db/words/people.ts'

/** Names people on a page: by the stored name, or by "erased" in the reader's language. */
export async function namePeople(): Promise<(name: string) => string> {
  const t = await getTranslations('personal')
  return (name) => (isErased(name) ? t('erasedPerson') : name)
}
