import { getTranslations } from 'next-intl/server'
import { removePasskeyAction, renamePasskeyAction } from '#/app/passkey/actions.ts'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput } from '#/components/form/form-field.tsx'
import { Badge } from '#/components/ui/badge.tsx'
import { Disclosure } from '#/components/ui/disclosure.tsx'
import { isElsewhere } from '#/lib/identity/passkeys/policy.ts'
import { currentHost } from '#/lib/identity/passkeys/proof.ts'
import type { Passkey } from '#/lib/identity/passkeys/queries.ts'
import { maxPasskeyNameLength } from '#/lib/identity/passkeys/schema.ts'
import { getFormatter, nameReaderZone } from '#/lib/platform/i18n/formatter.ts'

type PasskeyItemProps = {
  passkey: Passkey
  /** Used in this session. */
  isShown: boolean
  isStaff: boolean
  mayRemove: boolean
  /** The only passkey of a person who must have one. */
  isKept: boolean
}

export async function PasskeyItem({ passkey, isShown, isStaff, mayRemove, isKept }: PasskeyItemProps) {
  const { id, name, host, synced, createdAt, lastUsedAt } = passkey
  const t = await getTranslations('passkeys')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const zone = await nameReaderZone()
  const formatTime = (at: number) =>
    common('when', { at: format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }), zone })
  const facts = [
    t('added', { at: formatTime(createdAt) }),
    lastUsedAt === null ? t('neverUsed') : t('lastUsed', { at: formatTime(lastUsedAt) }),
    t(synced ? 'synced' : 'bound'),
    ...(host !== null && isElsewhere(passkey, currentHost()) ? [t('elsewhere', { host })] : []),
  ]
  const form = `passkey-${id}`
  return (
    <li className="flex flex-col gap-1 py-3 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        <span dir="auto" className="wrap-anywhere">
          {name}
        </span>
        {isShown ? <Badge meaning="good">{t('used')}</Badge> : null}
      </p>
      <p className="text-muted text-small">{facts.join(' · ')}</p>
      <Disclosure
        summary={
          <>
            <span aria-hidden>{t('change')}</span>
            <span className="sr-only">{t('changeNamed', { name })}</span>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          <ActionForm
            action={renamePasskeyAction}
            id={form}
            hidden={{ passkey: id }}
            submit={t('rename')}
            variant="secondary"
            size="small"
          >
            <FormInput
              name="name"
              label={t('name')}
              defaultValue={name}
              maxLength={maxPasskeyNameLength}
              autoComplete="off"
              width="half"
              required
            />
          </ActionForm>
          {mayRemove ? (
            <ActionForm
              action={removePasskeyAction}
              id={`${form}-remove`}
              hidden={{ passkey: id }}
              submit={t('remove')}
              named={t('removeNamed', { name })}
              variant="danger"
              size="small"
            >
              <p className="max-w-measure text-small">
                {t('removeText')} {isStaff ? t('removeStaff') : null}
              </p>
            </ActionForm>
          ) : null}
          {isKept ? <p className="max-w-measure text-small">{t('last')}</p> : null}
        </div>
      </Disclosure>
    </li>
  )
}
