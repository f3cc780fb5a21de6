import { getTranslations } from 'next-intl/server'

/** Says that a member may no longer be active (product.md, Keep true). */
export async function AwayNote() {
  const t = await getTranslations('reviews')
  return <span className="block max-w-60 text-attention text-small">{t('away')}</span>
}
