import { getTranslations } from 'next-intl/server'

/** Says of a member, in words, that they may not be there any more (product.md, Keep true). */
export async function AwayNote() {
  const t = await getTranslations('reviews')
  return <span className="block max-w-60 text-attention text-small">{t('away')}</span>
}
