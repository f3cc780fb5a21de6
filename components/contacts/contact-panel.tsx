import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Button } from '#/components/ui/button.tsx'
import { Icon } from '#/components/ui/icon.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { type AccountGrant, asOwner } from '#/lib/accounts/access/grants.ts'
import type { KnownEndpoint } from '#/lib/accounts/points/endpoints.ts'
import type { StoredContacts } from '#/lib/accounts/revisions/queries.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'
import { listReadableWindows } from '#/lib/contacts/form/schema.ts'
import { parsePictureZone } from '#/lib/contacts/hours/picture-zone.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { allowedKindsOf } from '#/lib/platform/settings/allowed-kinds.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'
import type { AddressStatuses } from './address-status.tsx'
import { ContactForm, type ContactFormProps } from './contact-form.tsx'
import {
  listAlertChoices,
  listEndpointOptions,
  listShownStatuses,
  listSuggestions,
  readContactTexts,
} from './form-props.tsx'
import { WeekPicture } from './week-picture.tsx'
import { ZoneForm } from './zone-choice.tsx'

type ContactPanelProps = {
  grant: AccountGrant<'viewer' | 'editor'>
  kept: StoredContacts
  statuses: AddressStatuses
  endpoints: readonly KnownEndpoint[]
  actions: Pick<ContactFormProps, 'action' | 'autosave'> | null
  /** The zone for the week grid, from the page's address. */
  askedZone: string | string[] | undefined
  /** Shows one field alone, with its own way out. */
  section?: FieldId | undefined
  close?: ReactNode
  errors?: Record<string, string> | undefined
}

/**
 * The form for owners and editors, with the draft's author, its date and a way to discard it. The gate always shows
 * Production (product.md, The gate).
 */
export async function ContactPanel(props: ContactPanelProps) {
  const { grant, kept, statuses, actions, askedZone, section } = props
  const hasHours = section === undefined || section === 'support-hours'
  const { account, base, locked, actor } = grant
  const draft = await getTranslations('contacts.draft')
  const settings = await currentSettings()
  const mayAdd = allowedKindsOf(settings).kinds.length > 0
  const zone = businessZone(grant.contacts, actor.user.timeZone)
  const zones = [zone, ...kept.values['support-hours'].map((row) => row.zone)].filter(isKnownZone)
  const locale = await getLocale()
  const configuration = `${base}/configuration`
  const path = locked ? `${base}/onboarding` : `${configuration}/contact-information`
  const users = `${locked ? path : configuration}/users`
  const isOwner = asOwner(grant) !== null
  const environment = locked ? 'production' : await currentEnvironment()
  return (
    <div className="flex flex-col gap-8">
      <ContactForm
        action={actions?.action ?? null}
        autosave={actions?.autosave ?? null}
        initial={{
          id: `kept-${kept.version}`,
          version: kept.version,
          values: kept.values,
          errors: props.errors ?? {},
          message: null,
          conflict: null,
        }}
        account={{
          slug: account.slug,
          defaultLocale: account.defaultLocale,
          zone,
          zoneNames: Object.fromEntries(zones.map((one) => [one, nameZone(one, locale)])),
          merchantIssues: grant.integrationType.merchantIssues,
        }}
        place={locked ? 'gate' : 'configuration'}
        environment={environment}
        readerId={actor.user.id}
        members={await listAlertChoices(grant, statuses)}
        invite={{ href: `${users}${isOwner ? '?invite=1' : '#ask-owners'}`, isOwner }}
        productionHref={`${configuration}/contact-information?env=production`}
        statuses={await listShownStatuses(statuses)}
        endpoints={
          environment === 'production'
            ? {
                listed: listEndpointOptions(props.endpoints),
                href: locked || actions === null || !mayAdd ? null : `${configuration}/endpoints/new`,
              }
            : null
        }
        suggestions={listSuggestions(kept.values)}
        texts={await readContactTexts(settings.programmeName)}
        section={section}
        close={props.close}
        picture={
          hasHours ? (
            <WeekPicture
              windows={listReadableWindows(kept.values['support-hours'])}
              shown={parsePictureZone(askedZone, actor.user.timeZone ?? zone)}
              path={path}
              inForm
            />
          ) : null
        }
        draftSaved={kept.draft && draft('autosaved', { at: await formatRecent(kept.draft.at) })}
        draftNotice={
          kept.draft ? (
            <DraftNotice {...kept.draft} submitted={kept.revised !== null} zone={await nameReaderZone()} />
          ) : null
        }
      />
      {hasHours ? <ZoneForm path={path} edit={section} /> : null}
    </div>
  )
}

/** An instant with its date, if that is not today. */
async function formatRecent(at: number): Promise<string> {
  const format = await getFormatter()
  const dayOf = (instant: number) => format.dateTime(instant, { dateStyle: 'medium' })
  const date = dayOf(at) === dayOf(now()) ? {} : ({ dateStyle: 'medium' } as const)
  return format.dateTime(at, { ...date, timeStyle: 'short' })
}

type DraftNoticeProps = { by: string; at: number; submitted: boolean; zone: string }

/**
 * Who saved the draft and when, in one line, so that the form begins on a phone's first screen. All editors share the
 * draft, so it explains the effect of discarding before the button.
 */
async function DraftNotice({ by, at, submitted, zone }: DraftNoticeProps) {
  const named = await namePeople()
  const t = await getTranslations('contacts.draft')
  const format = await getFormatter()
  return (
    <details className="group/draft rounded-box border border-information-line bg-information-soft px-3 text-small">
      <summary className="flex min-h-9 list-none items-center gap-2 py-1 [&::-webkit-details-marker]:hidden">
        <span className="flex text-information">
          <Icon name="information" size="small" />
        </span>
        <span className="min-w-0 flex-1 font-medium">
          {t('by', { name: named(by), at: await formatRecent(at) })}
        </span>
        <span className="flex group-open/draft:rotate-180">
          <Icon name="chevron-down" size="small" />
        </span>
      </summary>
      <div className="flex max-w-measure flex-col items-start gap-2 pb-3">
        <p>{t('text', { at: format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' }), zone })}</p>
        <p>{t(submitted ? 'discardToSubmitted' : 'discardToEmpty')}</p>
        <Button name="intent" value="discard" size="small" variant="danger">
          {t('discard')}
        </Button>
      </div>
    </details>
  )
}
