import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { Period } from '#/lib/admin/programme/policy.ts'
import { HappenedPicture } from './happened-picture.tsx'
import { numberWords } from './numbers.ts'

/** How the messages of notices ended. */
export async function DeliveriesPicture({ periods }: { periods: readonly Period[] }) {
  const t = await getTranslations('programme.deliveries')
  const words = await numberWords()
  return (
    <HappenedPicture
      title={t('title')}
      periods={periods}
      countsOf={({ deliveries }) => deliveries}
      series={[
        { name: 'accepted', tone: 'plain', word: t('accepted') },
        { name: 'delivered', tone: 'striped', word: t('delivered') },
        { name: 'failed', tone: 'bad', word: t('failed'), href: '/admin/notices/deliveries?status=failed' },
        {
          name: 'expired',
          tone: 'attention',
          word: t('expired'),
          href: '/admin/notices/deliveries?status=expired',
        },
      ]}
      says={({ accepted, delivered }, sum) =>
        sum === 0 ? t('none') : t('says', { count: sum, share: words.share(accepted + delivered, sum) })
      }
      footer={
        <>
          {t('means')} <Link href="/admin/accounts?bouncing=yes">{t('accounts')}</Link>
        </>
      }
    />
  )
}
