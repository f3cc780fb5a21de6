import { getLocale, getTranslations } from 'next-intl/server'
import type { BrandSupport, ContactAddress } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { helpLink, mailLink, phoneLink } from '#/lib/accounts/brand-page/links.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { languageName } from '#/lib/platform/i18n/names.ts'
import { AddressStatusLine } from './address-status-line.tsx'
import { BounceAdvice } from './bounce-advice.tsx'

type ContactLineProps = {
  contact: ContactAddress | BrandSupport
  defaultLocale: Locale
  status: AddressStatus | undefined
  staff: boolean
}

/** An address with how it stands, its label and the language of its mail; the brand's with phone and page. */
export async function ContactLine(props: ContactLineProps) {
  const { contact, defaultLocale, status, staff } = props
  const t = await getTranslations('contacts.details')
  const language = languageName(contact.locale ?? defaultLocale, await getLocale())
  const phone = 'phone' in contact ? contact.phone : ''
  const helpUrl = 'helpUrl' in contact ? contact.helpUrl : ''
  const dial = phoneLink(phone)
  const page = helpLink(helpUrl)
  return (
    <>
      <a
        href={mailLink(contact.address) ?? undefined}
        className={`wrap-anywhere ${status?.status === 'bouncing' ? 'text-bad' : ''}`}
      >
        {contact.address}
      </a>
      {status ? (
        <span className="block">
          <AddressStatusLine
            status={status}
            raw={staff}
            advice={staff ? null : <BounceAdvice of={'phone' in contact ? 'public' : 'contact'} />}
          />
        </span>
      ) : null}
      <span className="block text-muted text-small">
        {[contact.label, t('language', { language })].filter(Boolean).join(' · ')}
      </span>
      {phone ? (
        <span className="block text-small">
          {t('phone')}: {dial ? <a href={dial}>{phone}</a> : phone}
        </span>
      ) : null}
      {helpUrl ? (
        <span className="block text-small">
          {t('helpUrl')}:{' '}
          {page ? (
            <a href={page} rel="noreferrer nofollow" className="wrap-anywhere">
              {helpUrl}
            </a>
          ) : (
            <span className="wrap-anywhere">{helpUrl}</span>
          )}
        </span>
      ) : null}
    </>
  )
}
