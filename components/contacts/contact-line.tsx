import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { BouncingBadge, BouncingHint } from '#/components/notices/bouncing-badge.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { languageName } from '#/lib/contacts/entry-words.ts'
import { confirmationOf } from '#/lib/contacts/policy.ts'
import type { BrandSupport, ContactAddress } from '#/lib/contacts/schema.ts'
import type { Locale } from '#/lib/locale.ts'

type ContactLineProps = {
  contact: ContactAddress | BrandSupport
  memberAddresses: readonly string[]
  defaultLocale: Locale
  bouncing: boolean
  /** For staff: how the address stands, in place of whether it is confirmed or bounces. */
  status?: ReactNode | undefined
}

/** An address with whether it is confirmed, its label and the language of its mail; the brand's with phone and page. */
export async function ContactLine(props: ContactLineProps) {
  const { contact, memberAddresses, defaultLocale, bouncing, status: known } = props
  const t = await getTranslations('contacts.details')
  const status = confirmationOf(contact.address, memberAddresses)
  const language = languageName(contact.locale ?? defaultLocale, await getLocale())
  const phone = 'phone' in contact ? contact.phone : ''
  const helpUrl = 'helpUrl' in contact ? contact.helpUrl : ''
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <a href={`mailto:${contact.address}`} className={`wrap-anywhere ${bouncing ? 'text-bad' : ''}`}>
          {contact.address}
        </a>
        {known ? null : bouncing ? (
          <BouncingBadge />
        ) : (
          <Badge meaning={status === 'confirmed' ? 'good' : 'neutral'}>{t(status)}</Badge>
        )}
      </span>
      {known ? <span className="block">{known}</span> : bouncing ? <BouncingHint /> : null}
      <span className="block text-muted text-small">
        {[contact.label, t('language', { language })].filter(Boolean).join(' · ')}
      </span>
      {phone ? (
        <span className="block text-small">
          {t('phone')}: <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
        </span>
      ) : null}
      {helpUrl ? (
        <span className="block text-small">
          {t('helpUrl')}:{' '}
          <a href={helpUrl} rel="noreferrer nofollow" className="wrap-anywhere">
            {helpUrl}
          </a>
        </span>
      ) : null}
    </>
  )
}
