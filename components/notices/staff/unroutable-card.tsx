import { getTranslations } from 'next-intl/server'
import type { ComponentProps } from 'react'
import { ReachSteps } from '#/components/notices/would-reach.tsx'
import { Card } from '#/components/ui/card.tsx'

type UnroutableCardProps = {
  /** `problem`: `unknown-account`, `no-account`, `truncated`, or why it could not be read; empty where nobody could be reached. */
  notice: { problem: string; accountText: string }
  /** Whom it would reach now, where its account is known. */
  reach: Omit<ComponentProps<typeof ReachSteps>, 'programme'> | null
  programme: string
}

/** Why a notice reaches nobody. */
export async function UnroutableCard({ notice, reach, programme }: UnroutableCardProps) {
  const t = await getTranslations('adminNotices.why')
  return (
    <Card title={t('title')}>
      {reach ? (
        <>
          <p>{t(reach.taken === null ? 'nobody' : 'somebody')}</p>
          <ReachSteps {...reach} programme={programme} />
        </>
      ) : (
        <Problem problem={notice.problem} accountText={notice.accountText} />
      )}
    </Card>
  )
}

async function Problem({ problem, accountText }: UnroutableCardProps['notice']) {
  const t = await getTranslations('adminNotices.why')
  const notices = await getTranslations('notices.problems')
  if (problem === 'unknown-account' || problem === 'no-account' || problem === 'truncated') {
    return <p>{notices(problem, { account: accountText })}</p>
  }
  return (
    <div>
      <p>{t('unreadable')}</p>
      <p lang="en" className="mt-1 text-muted text-small wrap-anywhere">
        {problem}
      </p>
    </div>
  )
}
