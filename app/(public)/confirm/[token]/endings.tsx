import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { DescriptionList } from '#/components/ui/description-list.tsx'
import type { LinkState } from '#/lib/accounts/addresses/policy.ts'
import type { ConfirmationPage } from '#/lib/changes/confirmations/link.ts'

type LinkEndedProps = {
  found: ConfirmationPage
  state: Exclude<LinkState, 'open'>
  /** It has just been answered with this link. */
  isDone: boolean
}

/** Why a link can do nothing any more, and what to do now. */
export async function LinkEnded({ found, state, isDone }: LinkEndedProps) {
  const t = await getTranslations('confirmations.ended')
  const { accountName: account, address, until, settledAt } = found
  const at = state === 'expired' ? until : settledAt
  return (
    <Page
      title={t(`${state}.title`)}
      of={[account]}
      description={t(`${state}.text`, { account })}
      above={isDone ? <Banner meaning="good" role="status" title={t('done')} /> : null}
      zoned
    >
      <DescriptionList
        items={[
          { term: t('address'), description: <span className="font-medium wrap-anywhere">{address}</span> },
          { term: t('account'), description: account },
          ...(at === null ? [] : [{ term: t(`${state}.since`), description: <Instant at={at} /> }]),
        ]}
      />
      <p>{t(`${state}.next`, { account })}</p>
    </Page>
  )
}

/** A link that is cut short, forged, or whose mail was deleted after its time. */
export async function UnknownLink() {
  const t = await getTranslations('confirmations.unknown')
  return (
    <Page title={t('title')} description={t('text')}>
      <p>
        <ButtonLink href="/help#mail">{t('help')}</ButtonLink>
      </p>
    </Page>
  )
}
