import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Instant, ZoneNote } from '#/components/shell/instant.tsx'
import { Page } from '#/components/shell/page.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { ButtonLink, ButtonRow, PlainLink } from '#/components/ui/button.tsx'
import { type Description, DescriptionList } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { LinkState } from '#/lib/accounts/addresses/policy.ts'
import { type ConfirmationPage, findConfirmation } from '#/lib/changes/confirmations/link.ts'
import { findStaffConfirmation, type StaffConfirmation } from '#/lib/changes/confirmations/staff-address.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { linkPage } from '../../public-page.tsx'
import { confirmAddressAction, refuseAddressAction } from './actions.ts'

/** The link shows only the account's name, the role of the address and who registered it (notices.md, Confirm). */
export default linkPage('/confirm/[token]', findQuestion, async ({ found, token, query }) => {
  if (!found) return <UnknownLink />
  if ('bounces' in found) return <StaffAddress found={found} token={token} />
  if (found.state !== 'open')
    return <LinkEnded found={found} state={found.state} isDone={query.done === found.state} />
  if (query.answer === 'not-me') return <AskRefusal found={found} token={token} />
  return <AskConfirmation found={found} token={token} />
})

async function findQuestion(
  read: Reader,
  token: string,
): Promise<ConfirmationPage | StaffConfirmation | null> {
  return (await findStaffConfirmation(read, token)) ?? findConfirmation(read, token)
}

async function StaffAddress({ found, token }: { found: StaffConfirmation; token: string }) {
  const programme = { programme: (await currentSettings()).programmeName }
  const t = await getTranslations('confirmations')
  const { address, isOpen, bounces } = found
  if (!isOpen) {
    const end = bounces ? 'expired' : 'confirmed'
    return <Page title={t(`staff.${end}`)} of={[address]} description={t(`staff.${end}Text`, programme)} />
  }
  return (
    <Page title={t('staff.title')} of={[address]} description={t('staff.lead', programme)}>
      <DescriptionList items={[listAddress(address, t('page.address'))]} />
      <ActionForm action={confirmAddressAction} id="confirm" hidden={{ token }} submit={t('page.confirm')} />
      <p className="text-muted text-small">{t('page.nothingYet')}</p>
    </Page>
  )
}

type AskProps = { found: ConfirmationPage; token: string }

/** Shows what the address is registered for, and the two answers. */
async function AskConfirmation({ found, token }: AskProps) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('confirmations.page')
  return (
    <Page title={t('title')} of={[found.accountName]} description={t('lead', { programme })}>
      <Registration found={found} />
      <ActionForm action={confirmAddressAction} id="confirm" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton>{t('confirm')}</SubmitButton>
          <PlainLink href={`/confirm/${token}?answer=not-me`}>{t('notMe')}</PlainLink>
        </ButtonRow>
      </ActionForm>
      <div className="flex flex-col gap-1 text-muted text-small">
        <p>{t('nothingYet')}</p>
        <p>
          {t('until')} <Instant at={found.until} />
        </p>
        <ZoneNote />
      </div>
    </Page>
  )
}

/** "This is not me" removes the address at once, so it asks again first. */
async function AskRefusal({ found, token }: AskProps) {
  const t = await getTranslations('confirmations.page')
  const { accountName: account } = found
  return (
    <Page title={t('refuseTitle')} of={[account]} description={t('refuseLead', { account })}>
      <Registration found={found} />
      <ActionForm action={refuseAddressAction} id="refuse" hidden={{ token }}>
        <ButtonRow>
          <SubmitButton variant="danger">{t('refuse')}</SubmitButton>
          <PlainLink href={`/confirm/${token}`}>{t('back')}</PlainLink>
        </ButtonRow>
      </ActionForm>
      <p className="text-muted text-small">{t('nothingYet')}</p>
    </Page>
  )
}

/** Which address is registered, for which account, by whom and what for, as in the mail. */
async function Registration({ found }: { found: ConfirmationPage }) {
  const { programmeName: programme } = await currentSettings()
  const t = await getTranslations('confirmations.page')
  const texts = await getTranslations('fields')
  const { accountName: account, askerName, fields } = found
  const uses = (
    <ul className="flex flex-col gap-2">
      {fields.map((field) => (
        <li key={field}>
          <span className="font-medium">{texts(`${field}.name`, { programme })}</span>
          <span className="block text-muted text-small first-letter:uppercase">
            {texts(`${field}.meaning`, { account })}
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <DescriptionList
      items={[
        ...listFacts(found, t),
        askerName && { term: t('by'), description: askerName },
        { term: t('fields'), description: uses },
      ]}
    />
  )
}

type LinkEndedProps = { found: ConfirmationPage; state: Exclude<LinkState, 'open'>; isDone: boolean }

async function LinkEnded({ found, state, isDone }: LinkEndedProps) {
  const t = await getTranslations('confirmations.ended')
  const { accountName: account, until, settledAt } = found
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
          ...listFacts(found, t),
          at !== null && { term: t(`${state}.since`), description: <Instant at={at} /> },
        ]}
      />
      <p>{t(`${state}.next`, { account })}</p>
    </Page>
  )
}

function listFacts(found: ConfirmationPage, t: (term: 'address' | 'account') => string): Description[] {
  return [listAddress(found.address, t('address')), { term: t('account'), description: found.accountName }]
}

function listAddress(address: string, term: string): Description {
  return { term, description: <span className="font-medium wrap-anywhere">{address}</span> }
}

/** For a truncated, forged or deleted link; the reader may have no account. */
async function UnknownLink() {
  const t = await getTranslations('confirmations.unknown')
  return (
    <Page title={t('title')} description={t('text')}>
      <p>
        <ButtonLink href="/help#mail">{t('help')}</ButtonLink>
      </p>
    </Page>
  )
}
