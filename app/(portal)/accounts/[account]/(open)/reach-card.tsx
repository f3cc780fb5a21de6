import { getTranslations } from 'next-intl/server'
import { AwaitedAnswer } from '#/components/drills/awaited-answer.tsx'
import { ReachedDrillLine } from '#/components/drills/last-drill.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { SmallLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import { Link } from '#/components/ui/link.tsx'
import type { Reader } from '#/db/store/store.ts'
import { type AccountGrant, asEditor, asOwner, unlessReadOnly } from '#/lib/accounts/access/grants.ts'
import { findOpenDrill, listDrilled } from '#/lib/accounts/reachability/waiting-drill.ts'
import type { Attention } from '#/lib/attention/policy.ts'
import { findOwnDrillsFrom } from '#/lib/notices/drills/own-drill.ts'
import { findLastDrill } from '#/lib/notices/drills/queries.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { drillOwnAction } from './attention-actions.ts'

type ReachCardProps = { grant: AccountGrant; read: Reader; lines: readonly Attention[] }

/**
 * Shows whether the emergency contacts answer: the last drill, and the approximate date of the next. What is wrong is in
 * `lines`, the list of what needs attention.
 */
export async function renderReachCard({ grant, read, lines }: ReachCardProps) {
  const t = await getTranslations('drills.overview')
  const { account, base } = grant
  const { drilledAt, reachedAfter, drillDueAt } = account
  const waiting = await findOpenDrill(read, account.id)
  const silent = lines.some((line) => line.kind === 'bouncing' && line.silent)
  const isOffered = lines.some((line) => line.kind === 'drill' && line.again)
  const from = isOffered ? null : await findOwnDrillsFrom(read, grant)
  return (
    <Card
      id="drill"
      title={t('title')}
      status={<Status {...account} waiting={waiting !== null} silent={silent} />}
      actions={
        asEditor(grant) ? (
          <SmallLink href={`${base}/configuration/contact-information`}>{t('contacts')}</SmallLink>
        ) : undefined
      }
      footer={<Link href="/help#drills">{t('help')}</Link>}
    >
      <div className="flex max-w-measure flex-col gap-2">
        {waiting ? (
          <>
            <AwaitedAnswer addresses={await listDrilled(read, waiting.id)} sentAt={waiting.sentAt} />
            <p>
              <Link href={`${base}/notices/${waiting.id}`}>{t('open')}</Link>
            </p>
          </>
        ) : null}
        {drilledAt === null ? <p>{waiting ? t('lead') : `${t('none')} ${t('lead')}`}</p> : null}
        {drilledAt !== null && reachedAfter !== null ? (
          <p>
            <ReachedDrillLine
              reader="overview"
              drilledAt={drilledAt}
              reachedAfter={reachedAfter}
              last={await findLastDrill(read, account)}
              notices={`${base}/notices`}
            />
          </p>
        ) : null}
        {account.state === 'live' && drillDueAt !== null ? (
          <p className="text-muted">{t.rich('next', { at: () => <Day at={drillDueAt} /> })}</p>
        ) : null}
        {from !== null && !silent && asOwner(grant) ? <OwnDrill grant={grant} from={from} /> : null}
      </div>
    </Card>
  )
}

type StatusProps = Pick<AccountGrant['account'], 'drilledAt' | 'reachedAfter'> & {
  waiting: boolean
  silent: boolean
}

async function Status({ drilledAt, reachedAfter, waiting, silent }: StatusProps) {
  const t = await getTranslations('drills.overview')
  if (silent) return <Badge meaning="bad">{t('silentStatus')}</Badge>
  if (waiting) return <Badge meaning="information">{t('waitingStatus')}</Badge>
  if (drilledAt === null) return <Badge>{t('unknown')}</Badge>
  return reachedAfter === null ? (
    <Badge meaning="bad">{t('bad')}</Badge>
  ) : (
    <Badge meaning="good">{t('good')}</Badge>
  )
}

/** The button by which owners check that the emergency contacts answer, or when they can again. */
async function OwnDrill({ grant, from }: { grant: AccountGrant; from: number }) {
  const t = await getTranslations('drills.own')
  if (from > now())
    return <p className="text-muted">{t.rich('later', { at: () => <Instant at={from} /> })}</p>
  return (
    <ActionForm
      action={unlessReadOnly(grant, drillOwnAction)}
      id="own-drill"
      hidden={{ account: grant.account.slug }}
      submit={t('action')}
      variant="secondary"
      size="small"
    >
      <p className="text-muted">{t('text')}</p>
    </ActionForm>
  )
}

/** Hides the hour, so that nobody waits for the drill. */
async function Day({ at }: { at: number }) {
  const format = await getFormatter()
  return <time dateTime={new Date(at).toISOString()}>{format.dateTime(at, { dateStyle: 'long' })}</time>
}
