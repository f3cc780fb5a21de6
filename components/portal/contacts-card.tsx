import { getTranslations } from 'next-intl/server'
import { AddressesInWords } from '#/components/contacts/address-status.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { KeptContacts } from '#/lib/accounts/revisions/queries.ts'
import { listFieldNames } from '#/lib/contacts/fields/field-names.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type ContactsCardProps = {
  grant: AccountGrant
  kept: KeptContacts
  /** The account's bouncing addresses. */
  bouncing: readonly string[]
}

/** Shows whether contact information is complete, who last changed it, and whether a draft exists. */
export async function ContactsCard({ grant, kept, bouncing }: ContactsCardProps) {
  const t = await getTranslations('overview.contacts')
  const named = await namePeople()
  const format = await getFormatter()
  const complete = grant.missing.length === 0
  const missing = await listFieldNames(grant.missing.map(({ field }) => field))
  const { revised, draft } = kept
  return (
    <Card
      title={t('title')}
      status={
        <>
          <Badge meaning={complete ? 'good' : 'attention'}>{t(complete ? 'complete' : 'incomplete')}</Badge>
          {bouncing.length > 0 ? (
            <Badge meaning="bad">{t('comesBack', { count: bouncing.length })}</Badge>
          ) : null}
        </>
      }
      actions={
        <ButtonLink size="small" href={`${grant.base}/configuration/contact-information`}>
          {t('open')}
        </ButtonLink>
      }
    >
      <div className="flex flex-col gap-2">
        {complete ? null : <p>{t('missing', { fields: format.list(missing) })}</p>}
        {bouncing.length > 0 ? (
          <>
            <p>{t('bouncing')}</p>
            <AddressesInWords addresses={bouncing.map((address) => ({ address, bouncing: true }))} none="" />
          </>
        ) : null}
        {revised ? (
          <p className="wrap-anywhere text-muted">
            {t(revised.cause === 'refused' || revised.cause === 'erased' ? revised.cause : 'saved', {
              name: named(revised.by),
              at: format.dateTime(revised.at, { dateStyle: 'long', timeStyle: 'short' }),
              zone: grant.actor.user.timeZone ?? 'UTC',
            })}
          </p>
        ) : null}
        {draft ? <p>{t('draft', { name: draft.by })}</p> : null}
      </div>
    </Card>
  )
}
