import { getTranslations } from 'next-intl/server'
import { MemberAddress } from '#/components/contacts/member-address.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormTextarea } from '#/components/form/form-field.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

type AskOwnersProps = {
  grant: AccountGrant
  /** Null for who may only look. */
  action: FormAction | null
  /** How each address stands, by its key. */
  statuses: ReadonlyMap<string, AddressStatus>
}

/** For who may not invite: who the owners are, and one button that asks them by mail. */
export async function AskOwners({ grant, action, statuses }: AskOwnersProps) {
  const t = await getTranslations('users.ask')
  const { account, members } = grant
  return (
    <>
      <p className="max-w-measure">{t('text', { account: account.name })}</p>
      <ul className="flex flex-col gap-1">
        {members
          .filter(({ role }) => role === 'owner')
          .map(({ userId, name, email }) => (
            <li key={userId}>
              {name ? <span className="font-medium">{name} · </span> : null}
              <MemberAddress email={email} bounces={statuses.get(addressKey(email))?.status === 'bouncing'} />
            </li>
          ))}
      </ul>
      <div className="max-w-measure">
        <ActionForm action={action} id="ask">
          <input type="hidden" name="account" value={account.slug} />
          <FormTextarea name="text" label={t('message')} optional hint={t('messageHint')} rows={3} />
          <div>
            <SubmitButton>{t('submit')}</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
