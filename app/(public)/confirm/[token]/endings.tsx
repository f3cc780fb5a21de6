import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { PageTitle } from '#/components/shell/page-title.tsx'
import { ZoneNote } from '#/components/shell/zone-note.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import { PageHeader } from '#/components/ui/page-header.tsx'
import type { LinkState } from '#/lib/accounts/addresses/policy.ts'
import type { ConfirmationPage } from '#/lib/changes/confirmations/link.ts'

type LinkEndedProps = {
  found: ConfirmationPage
  state: Exclude<LinkState, 'open'>
  programme: string
  /** It has just been answered with this link. */
  isDone: boolean
}

/** Why a link can do nothing any more, and what to do now. */
export async function LinkEnded({ found, state, programme, isDone }: LinkEndedProps) {
  const t = await getTranslations('confirmations.ended')
  const { accountName: account, address, until, settledAt } = found
  const at = state === 'expired' ? until : settledAt
  return (
    <>
      <PageTitle parts={[t(`${state}.title`), account, programme]} />
      {isDone ? <Banner meaning="good" role="status" title={t('done')} /> : null}
      <PageHeader title={t(`${state}.title`)} description={t(`${state}.text`, { account })} />
      <DescriptionList
        items={[
          {
            id: 'address',
            term: t('address'),
            description: <span className="font-medium wrap-anywhere">{address}</span>,
          },
          { id: 'account', term: t('account'), description: account },
          ...(at === null
            ? []
            : [{ id: 'since', term: t(`${state}.since`), description: <Instant at={at} /> }]),
        ]}
      />
      <p>{t(`${state}.next`, { account })}</p>
      <ZoneNote />
    </>
  )
}

/** A link that is cut short, forged, or whose mail was deleted after its time. */
export async function UnknownLink({ programme }: { programme: string }) {
  const t = await getTranslations('confirmations.unknown')
  return (
    <>
      <PageTitle parts={[t('title'), programme]} />
      <PageHeader title={t('title')} description={t('text')} />
      <p>
        <ButtonLink href="/help#mail">{t('help')}</ButtonLink>
      </p>
    </>
  )
}
