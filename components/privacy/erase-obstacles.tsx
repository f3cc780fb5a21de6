import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import type { Obstacles } from '#/lib/privacy/erasure/erase-person.ts'

/** Why the address cannot be erased yet, and what to do first. */
export async function EraseObstacles({ obstacles, isSelf }: { obstacles: Obstacles; isSelf: boolean }) {
  const t = await getTranslations('personal.erase')
  const { ownedAlone, isLastAdmin, isKept } = obstacles
  return (
    <Banner meaning="bad" title={t('obstacles')}>
      {isSelf ? <p>{t('self')}</p> : null}
      {isKept ? <p>{t('kept')}</p> : null}
      {isLastAdmin ? <p>{t('lastAdmin')}</p> : null}
      {ownedAlone.length > 0 ? (
        <>
          <p>{t('ownedAlone')}</p>
          <ul className="list-disc pl-5">
            {ownedAlone.map(({ slug, name }) => (
              <li key={slug}>
                <Link href={`/admin/accounts/${slug}/members`}>{name}</Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Banner>
  )
}
