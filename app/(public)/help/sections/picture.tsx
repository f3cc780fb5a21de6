import { getLocale, getTranslations } from 'next-intl/server'
import type { Locale } from '#/db/words/people.ts'
import sizes from './picture-sizes.json' with { type: 'json' }
import type { HelpPicture, PictureSize } from './pictures.ts'

const sizeOf: Record<Locale, Record<HelpPicture, PictureSize>> & { en: Record<HelpPicture, PictureSize> } =
  sizes

/** A screenshot of a page in the reader's language, or in English, in light colours. */
export async function Picture({ name }: { name: HelpPicture }) {
  const t = await getTranslations('help.pictures')
  const reader = await getLocale()
  const locale = reader in sizes ? reader : 'en'
  const { width, height } = (sizeOf[locale] ?? sizes.en)[name]
  return (
    // biome-ignore lint/performance/noImgElement: Next's Image writes a style attribute, which the policy forbids
    <img
      src={`/help/${locale}/${name}.png`}
      width={width}
      height={height}
      alt={t(name)}
      loading="lazy"
      decoding="async"
      className="h-auto max-w-full"
    />
  )
}
