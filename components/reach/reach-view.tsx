import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Banner } from '#/components/ui/banner.tsx'
import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { NoticeCategory, RouteTarget } from '#/db/words/notices.ts'
import type { ReachPeople } from '#/lib/notices/routing/reach-lines.ts'
import type { EachReach } from '#/lib/notices/routing/reach-queries.ts'
import { ReachAnswer } from './reach-answer.tsx'
import { ReachForm } from './reach-form.tsx'
import { ReachTable } from './reach-table.tsx'

type ReachViewProps = {
  path: string
  asked: { category: NoticeCategory | null; environment: AccountEnvironment }
  each: EachReach
  people: ReachPeople
  names: Record<RouteTarget, string>
  programme: string
  escalationMinutes: number
  /** What to do about an address of this target whose mail comes back; not for staff. */
  adviceOn?: ((target: RouteTarget) => ReactNode) | undefined
}

/** "Whom would this reach now?", asked and answered, for members and for staff. */
export async function ReachView({ path, asked, each, ...shown }: ReachViewProps) {
  const t = await getTranslations('reach')
  const { category, environment } = asked
  const answer = each.find((one) => one.category === category)
  const every = `${path}?${new URLSearchParams({ environment })}`
  return (
    <>
      <ReachForm path={path} category={category} environment={environment} />
      {answer ? (
        <section aria-label={t('result')} className="flex flex-col gap-6">
          <ReachAnswer answer={answer} {...shown} />
          <p>
            <Link href={every}>{t('all')}</Link>
          </p>
        </section>
      ) : (
        <>
          {environment === 'sandbox' ? (
            <Banner meaning="information" title={t('silence.sandbox')}>
              {t('silence.way')}
            </Banner>
          ) : null}
          <ReachTable rows={each} names={shown.names} path={path} environment={environment} />
        </>
      )}
      <p className="max-w-measure text-muted text-small">{t('published')}</p>
    </>
  )
}
