import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormRadioGroup } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import { SubmitButton } from '#/components/ui/submit-button.tsx'
import { extensionDays } from '#/db/words/accounts.ts'
import { extendedDueAt } from '#/lib/accounts/account/due-extension.ts'
import { getFormatter } from '#/lib/platform/i18n/formatter.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type DueCardProps = { account: string; dueAt: number; now: number; action: FormAction }

/** The deadline for what is missing, and by how much it can be put off. Instants in milliseconds UTC. */
export async function DueCard({ account, dueAt, now, action }: DueCardProps) {
  const t = await getTranslations('admin.due')
  const format = await getFormatter()
  const say = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Card title={t('title')} description={t(dueAt > now ? 'text' : 'passed', { at: say(dueAt) })}>
      <ActionForm action={action} id="due">
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="from" value={dueAt} />
        <FormRadioGroup
          name="days"
          legend={t('days')}
          defaultValue={String(extensionDays[0])}
          options={extensionDays.map((days) => ({
            value: String(days),
            label: t('option', { days, at: say(extendedDueAt(dueAt, days, now)) }),
          }))}
        />
        <div>
          <SubmitButton variant="secondary">{t('action')}</SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
