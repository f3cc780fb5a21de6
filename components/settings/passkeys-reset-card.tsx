import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import type { StaffMember } from '#/lib/admin/staff/admin-queries.ts'
import type { PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type PasskeysResetCardProps = {
  member: StaffMember
  isSelf: boolean
  demand: PasskeyDemand
  action: FormAction
}

/** How many passkeys one of the staff has, and taking all of them from a colleague who lost them. */
export async function PasskeysResetCard({ member, isSelf, demand, action }: PasskeysResetCardProps) {
  const t = await getTranslations('passkeys.reset')
  const format = await getFormatter()
  const { userId, passkeys: count, passkeyUsedAt } = member
  const at = passkeyUsedAt === null ? t('never') : format.dateTime(passkeyUsedAt, { dateStyle: 'long' })
  const description = t(demand === 'required' ? 'count' : 'optional', { count, at })
  return (
    <Card title={t('title')} description={description}>
      {count > 0 && isSelf ? <p className="max-w-measure text-small">{t('own')}</p> : null}
      {count > 0 && !isSelf ? (
        <ActionForm action={action} id="passkeys-reset">
          <input type="hidden" name="person" value={userId} />
          <p className="max-w-measure text-small">{t('text')}</p>
          <div>
            <SubmitButton variant="danger">{t('action')}</SubmitButton>
          </div>
        </ActionForm>
      ) : null}
    </Card>
  )
}
