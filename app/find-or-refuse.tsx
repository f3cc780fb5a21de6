import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import { tooManyResponse } from '#/lib/platform/limits/too-many.ts'
import { AppError, errorStatus } from '#/lib/platform/values/errors.ts'

/**
 * What a page's search finds; `nothing` for a person who searches too often (docs/limits.md, Rates). `refused` is then what the page shows in
 * the list's place, and null otherwise: the page keeps the words and the filters.
 */
export async function findOrRefuse<Found extends object>(
  find: () => Promise<Found>,
  nothing: NoInfer<Found>,
): Promise<Found & { refused: ReactNode }> {
  try {
    return { ...(await find()), refused: null }
  } catch (error) {
    if (!(error instanceof AppError) || errorStatus[error.code] !== 429) throw error
    tooManyResponse(error)
    return { ...nothing, refused: <TooOften /> }
  }
}

async function TooOften() {
  const t = await getTranslations('limits.search')
  return (
    <Banner meaning="attention" role="alert" title={t('title')}>
      {t('text')}
    </Banner>
  )
}
