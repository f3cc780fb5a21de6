import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LastDrillLine, type ShownDrill } from '#/components/drills/last-drill.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Card } from '#/components/ui/card.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type DrillCardProps = {
  account: { slug: string; drilledAt: number | null; reachedAfter: number | null; drillDueAt: number | null }
  /** Drills are sent to live accounts alone. */
  live: boolean
  /** The drill that still waits for its answer. */
  waiting: string | null
  last: ShownDrill | null
  action: FormAction
}

/** Whether emergencies reach somebody: what came of the last drill, when the next one comes, and one now (notices.md, Drill). */
export async function DrillCard({ account, live, waiting, last, action }: DrillCardProps) {
  const t = await getTranslations('adminAccount.drill')
  const drills = await getTranslations('drills.account')
  const { slug, drilledAt, reachedAfter, drillDueAt } = account
  const next =
    drillDueAt === null ? drills('undated') : drills.rich('dated', { at: () => <Instant at={drillDueAt} /> })
  return (
    // Of an account that is not live and never was drilled it shows only to whoever sent its form too late.
    <div
      id="drill"
      className={live || drilledAt !== null ? 'scroll-mt-20' : 'hidden scroll-mt-20 has-[form]:block'}
    >
      <Card title={t('title')} description={t('lead')}>
        <DescriptionList
          items={[
            {
              term: drills('last'),
              description:
                drilledAt === null ? (
                  drills('none')
                ) : (
                  <LastDrillLine
                    reader="account"
                    drilledAt={drilledAt}
                    reachedAfter={reachedAfter}
                    last={last}
                    notices="/admin/notices"
                  />
                ),
            },
            { term: drills('next'), description: live ? next : drills('notLive') },
          ]}
        />
        {waiting ? (
          <p>
            {t('waiting')} <Link href={`/admin/notices/${waiting}`}>{t('open')}</Link>
          </p>
        ) : null}
        <ActionForm
          action={action}
          id="send-drill"
          hidden={{ account: slug }}
          ended={!live || waiting !== null}
          submit={t('action')}
          variant="secondary"
        />
      </Card>
    </div>
  )
}
