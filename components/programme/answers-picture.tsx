import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Period } from '#/lib/admin/programme/policy.ts'
import { HappenedPicture } from './happened-picture.tsx'
import { numberWords } from './numbers.ts'

/** Whether notices were answered by when an answer was due. */
export async function AnswersPicture({ periods }: { periods: readonly Period[] }) {
  const t = await getTranslations('programme.answers')
  const words = await numberWords()
  return (
    <HappenedPicture
      title={t('title')}
      periods={periods}
      countsOf={({ answers }) => answers}
      series={[
        { name: 'inTime', tone: 'good', word: t('inTime') },
        { name: 'missed', tone: 'bad', word: t('missed') },
      ]}
      says={({ inTime }, sum) =>
        sum === 0 ? t('none') : t('says', { count: sum, share: words.share(inTime, sum) })
      }
      footer={
        <>
          {t('means')} <Link href="/admin/accounts?overdue=yes">{t('accounts')}</Link>
        </>
      }
    />
  )
}
