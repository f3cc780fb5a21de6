import { getTranslations } from 'next-intl/server'
import { StateBadge } from '#/components/accounts/state-badge.tsx'
import { CopiedAddress } from '#/components/contacts/copied-address.tsx'
import { EndpointStateText } from '#/components/contacts/endpoint-status.tsx'
import { RowAction } from '#/components/form/row-action.tsx'
import { Instant } from '#/components/shell/instant.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Link } from '#/components/ui/link.tsx'
import { StackingTable } from '#/components/ui/table.tsx'
import { isEndpointKey } from '#/db/words/points.ts'
import type { Unreachable, UnreachableReason } from '#/lib/accounts/reachability/policy.ts'
import type { BouncingAddress, UnreachableAccount } from '#/lib/admin/unreachable/queries.ts'
import { staffNotices } from '#/lib/notices/views/lists.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { parseReason } from '#/lib/platform/mail/reason.ts'

type UnreachableTableProps = {
  rows: readonly UnreachableAccount[]
  actions: Record<'nudge' | 'again' | 'drill', FormAction>
}

/** Lists unreachable accounts: why, since when, which addresses, and what to do. */
export async function UnreachableTable({ rows, actions }: UnreachableTableProps) {
  const t = await getTranslations('unreachable')
  return (
    <StackingTable
      caption={t('list')}
      rows={rows}
      rowKey={({ id }) => id}
      live
      unfolds
      few
      columns={[
        {
          header: t('columns.account'),
          breakable: true,
          cell: ({ slug, name, state }) => (
            <span className="flex flex-col items-start gap-1 tabled:min-w-28">
              <Link href={`/admin/accounts/${slug}`} className="font-medium">
                {name}
              </Link>
              <StateBadge state={state} />
            </span>
          ),
        },
        { header: t('columns.why'), breakable: true, wide: true, cell: (row) => <Reasons {...row} /> },
        {
          header: t('columns.next'),
          breakable: true,
          cell: (row) => <NextSteps row={row} actions={actions} />,
        },
      ]}
    />
  )
}

/** Says why an account is unreachable and since when; a worse reason hides the lesser ones. */
async function Reasons({ reasons, emergency, chatsOnly, unsent, bouncing }: UnreachableAccount) {
  const t = await getTranslations('unreachable')
  const isNobody = reasons.some(({ reason }) => reason === 'nobody')
  const shown = reasons.filter(({ reason }) => !isNobody || reason !== 'contacts')
  const fails = bouncing.some(({ key }) => isEndpointKey(key))
  const meansOf = (reason: UnreachableReason) => {
    if (reason === 'contacts')
      return emergency > 0
        ? t(fails ? 'means.failing' : 'means.contacts', { count: emergency })
        : t(chatsOnly ? 'means.chats' : 'means.none')
    return t(reason === 'unanswered' && unsent ? 'means.unsent' : `means.${reason}`)
  }
  return (
    <ul className="flex flex-col gap-3">
      {shown.map(({ reason, since }) => (
        <li key={reason} className="flex max-w-measure flex-col items-start gap-0.5">
          <Badge meaning={reason === 'unanswered' ? 'attention' : 'bad'}>{t(`reasons.${reason}`)}</Badge>
          <span>{meansOf(reason)}</span>
          <span className="text-muted">{t.rich('since', { at: () => <Instant at={since} /> })}</span>
          {reason === 'unanswered' ? null : <SilentAddresses bouncing={bouncing} />}
        </li>
      ))}
    </ul>
  )
}

/** What staff can do for an unreachable account: at once in its row, or on a page. */
async function NextSteps({
  row,
  actions,
}: {
  row: UnreachableAccount
  actions: UnreachableTableProps['actions']
}) {
  const { id: accountId, slug, name, state, reasons, emergency, bouncing, unanswered, waiting } = row
  const t = await getTranslations('unreachable.next')
  const has = (wanted: Unreachable['reason']) => reasons.some(({ reason }) => reason === wanted)
  const page = `/admin/accounts/${slug}`
  const isDrillable = state === 'live' && !has('contacts') && waiting === null
  const steps = [
    { id: 'members', href: `${page}/members`, shown: has('nobody') },
    {
      id: 'unroutable',
      href: staffNotices.href({ state: 'unroutable', account: slug }),
      shown: has('nobody'),
    },
    { id: 'contacts', href: `${page}/contacts`, shown: true },
    { id: 'waiting', href: `/admin/notices/${waiting}`, shown: waiting !== null },
    { id: 'drilled', href: `/admin/notices/${unanswered}`, shown: unanswered !== null },
  ] as const
  const offers = [
    { id: 'nudge', isOffered: emergency === 0 },
    { id: 'again', isOffered: bouncing.some(({ key }) => !isEndpointKey(key)) },
    { id: 'drill', isOffered: isDrillable },
  ] as const
  return (
    <ul className="flex flex-col gap-1 tabled:min-w-52">
      {offers.map(({ id, isOffered }) => (
        <li key={id} className="[&:not(:has(button,[role]:not(:empty)))]:hidden">
          <RowAction
            action={actions[id]}
            isOffered={isOffered}
            id={`${id}-${accountId}`}
            hidden={{ account: slug }}
            label={t(id)}
            named={`${t(id)}: ${name}`}
          />
        </li>
      ))}
      {steps
        .filter(({ shown }) => shown)
        .map(({ id, href }) => (
          <li key={id}>
            <Link href={href}>{t(id)}</Link>
          </li>
        ))}
    </ul>
  )
}

const maxShown = 4

/** The account's bouncing addresses with the mail server's answers. */
async function SilentAddresses({ bouncing }: { bouncing: readonly BouncingAddress[] }) {
  const t = await getTranslations('unreachable')
  const reasons = await getTranslations('notices.deliveries.reasons')
  if (bouncing.length === 0) return null
  return (
    <ul className="mt-1 flex flex-col gap-2 border-line border-l-2 pl-3">
      {bouncing.slice(0, maxShown).map(({ key, address, since, code, said }) => (
        <li key={key}>
          <span className="font-medium text-bad">
            <CopiedAddress address={address} isEndpoint={isEndpointKey(key)} />
          </span>
          <span className="block text-muted">
            {isEndpointKey(key) ? (
              <EndpointStateText state="failing" since={since} reason={code} byStaff={false} />
            ) : (
              t.rich('status', {
                reason: reasons(parseReason(code) ?? 'refused', { programme: '' }),
                code,
                at: () => <Instant at={since} />,
              })
            )}
          </span>
          {said && !isEndpointKey(key) ? (
            <span className="block text-muted">{t('said', { text: said })}</span>
          ) : null}
        </li>
      ))}
      {bouncing.length > maxShown ? (
        <li className="text-muted">{t('moreAddresses', { count: bouncing.length - maxShown })}</li>
      ) : null}
    </ul>
  )
}
