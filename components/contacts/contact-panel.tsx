import { getTranslations } from 'next-intl/server'
import { Banner } from '#/components/ui/banner.tsx'
import { Button } from '#/components/ui/button.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { KeptContacts } from '#/lib/accounts/revisions/queries.ts'
import { listReadableWindows } from '#/lib/contacts/form/schema.ts'
import { businessZone, listZoneChoices, parsePictureZone } from '#/lib/contacts/hours/zones.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { ContactForm, type ContactFormProps } from './contact-form.tsx'
import { listAlertChoices, listShownStatuses, readContactTexts } from './form-props.tsx'
import { WeekPicture } from './week-picture.tsx'
import { ZoneForm } from './zone-choice.tsx'

type ContactPanelProps = {
  grant: AccountGrant<'viewer' | 'editor'>
  kept: KeptContacts
  /** Status of each address, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
  /** Null for a read-only form. */
  actions: Pick<ContactFormProps, 'action' | 'autosave'> | null
  /** The zone for the week grid, from the page's address. */
  askedZone: string | string[] | undefined
}

/**
 * The form for owners and editors, with the draft's author, its date and a way to discard it. The gate always shows
 * Production (product.md, The gate).
 */
export async function ContactPanel({ grant, kept, statuses, actions, askedZone }: ContactPanelProps) {
  const { account, base, locked, actor } = grant
  const { programmeName } = await currentSettings()
  const zone = businessZone(grant.contacts, actor.user.timeZone)
  const configuration = `${base}/configuration`
  const path = locked ? `${base}/onboarding` : `${configuration}/contact-information`
  return (
    <div className="flex flex-col gap-8">
      <ContactForm
        action={actions?.action ?? null}
        autosave={actions?.autosave ?? null}
        initial={{
          id: `kept-${kept.version}`,
          version: kept.version,
          values: kept.values,
          errors: {},
          message: null,
          conflict: null,
        }}
        account={{
          slug: account.slug,
          defaultLocale: account.defaultLocale,
          zone,
          merchantIssues: grant.integrationType.merchantIssues,
        }}
        place={locked ? 'gate' : 'configuration'}
        environment={locked ? 'production' : await currentEnvironment()}
        readerId={actor.user.id}
        members={await listAlertChoices(grant, statuses)}
        usersHref={`${locked ? path : configuration}/users`}
        productionHref={`${configuration}/contact-information?env=production`}
        statuses={await listShownStatuses(statuses)}
        texts={await readContactTexts(programmeName)}
        picture={
          <WeekPicture
            windows={listReadableWindows(kept.values['support-hours'])}
            shown={parsePictureZone(askedZone, actor.user.timeZone ?? zone)}
            path={path}
            inForm
          />
        }
        draftNotice={
          kept.draft ? (
            <DraftNotice
              {...kept.draft}
              submitted={kept.revised !== null}
              zone={actor.user.timeZone ?? 'UTC'}
            />
          ) : null
        }
      />
      <ZoneForm path={path} />
      <datalist id="time-zones">
        {listZoneChoices().map(({ zone: name, says }) => (
          <option key={name} value={name}>
            {says}
          </option>
        ))}
      </datalist>
    </div>
  )
}

type DraftNoticeProps = { by: string; at: number; submitted: boolean; zone: string }

/** All editors share the draft, so we explain the effect of discarding before the button. */
async function DraftNotice({ by, at, submitted, zone }: DraftNoticeProps) {
  const t = await getTranslations('contacts.draft')
  const format = await getFormatter()
  return (
    <Banner meaning="information" title={t('title')}>
      <p>
        {t('text', { name: by, at: format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' }), zone })}
      </p>
      <Disclosure summary={t('discard')}>
        <p className="mb-2">{t(submitted ? 'discardToSubmitted' : 'discardToEmpty')}</p>
        <Button name="intent" value="discard" size="small" variant="danger">
          {t('discardForEveryone')}
        </Button>
      </Disclosure>
    </Banner>
  )
}
