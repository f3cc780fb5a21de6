import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Banner } from '#/components/ui/banner.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import type { FieldId } from '#/db/words/accounts.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type SectionDraftProps = {
  field: FieldId
  name: string
  saved: { by: string; at: number } | null
  words: readonly string[]
  hidden: Record<string, string | number>
  /** Null if the reader may not change the field here. */
  actions: { submit: FormAction; discard: FormAction } | null
}

/** The draft of one field: what it says, and what can become of it. */
export async function SectionDraft({ field, name, saved, words, hidden, actions }: SectionDraftProps) {
  const t = await getTranslations('contacts.section')
  return (
    <div className="flex flex-col gap-3 rounded-box border border-information-line bg-information-soft p-3">
      <div>
        <h3 className="font-semibold text-small">{t('draftTitle')}</h3>
        {saved ? <DraftAuthor {...saved} /> : null}
      </div>
      {words.length > 0 ? (
        <ul className="wrap-anywhere text-small">
          {words.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p className="text-muted text-small">{t('nothing')}</p>
      )}
      {actions ? (
        <>
          <ActionForm
            id={`submit-${field}`}
            action={actions.submit}
            hidden={hidden}
            submit={t('submit')}
            named={t('submitOf', { field: name })}
            size="small"
          />
          <Disclosure summary={<span className="text-small">{t('discard')}</span>}>
            <p className="mb-2 text-small">{t('discardText')}</p>
            <ActionForm
              id={`discard-${field}`}
              action={actions.discard}
              hidden={hidden}
              submit={t('discardForEveryone')}
              named={t('discardOf', { field: name })}
              size="small"
              variant="danger"
            />
          </Disclosure>
        </>
      ) : null}
    </div>
  )
}

async function DraftAuthor({ by, at }: { by: string; at: number }) {
  const named = await namePeople()
  const t = await getTranslations('contacts.section')
  const format = await getFormatter()
  return (
    <p className="text-small">
      {t('draftBy', {
        name: named(by),
        at: format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' }),
        zone: await nameReaderZone(),
      })}
    </p>
  )
}

type DraftsBannerProps = {
  names: readonly string[]
  hidden: Record<string, string | number>
  action: FormAction | null
}

/** Submits several fields at once: the whole draft. */
export async function DraftsBanner({ names, hidden, action }: DraftsBannerProps) {
  const t = await getTranslations('contacts.section')
  return (
    <Banner meaning="information" title={t('several', { count: names.length })}>
      <p>{names.join(' · ')}</p>
      <div className="mt-2">
        <ActionForm id="submit-drafts" action={action} hidden={hidden} submit={t('submitAll')} size="small" />
      </div>
    </Banner>
  )
}
