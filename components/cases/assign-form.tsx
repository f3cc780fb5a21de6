import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { Assignee } from '#/lib/cases/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type AssignFormProps = {
  action: FormAction
  number: number
  assignee: Assignee | null
  staff: readonly { userId: string; name: string; email: string }[]
  me: string
  ended: boolean
}

export async function AssignForm({ action, number, assignee, staff, me, ended }: AssignFormProps) {
  const t = await getTranslations('cases.assignment')
  const from = assignee?.userId ?? ''
  function say() {
    if (assignee === null) return t('unassigned')
    const { name } = assignee
    if (!assignee.isStaff) return t('left', { name })
    return from === me ? t('mine') : t('assigned', { name })
  }
  return (
    <Card title={t('title')}>
      <p>{say()}</p>
      <div className="empty:hidden">
        <ActionForm
          action={action}
          id="take"
          hidden={{ number, from, to: me }}
          ended={ended || assignee?.isStaff}
          submit={t('take')}
          variant="secondary"
        />
      </div>
      <div className="empty:hidden">
        <ActionForm
          action={action}
          id="assign"
          hidden={{ number, from }}
          ended={ended}
          submit={t('assign')}
          variant="secondary"
        >
          <FormSelect
            name="to"
            label={t('to')}
            defaultValue={assignee?.isStaff ? from : ''}
            options={[
              { value: '', label: t('nobody') },
              ...staff.map(({ userId, name, email }) => ({
                value: userId,
                label: userId === me ? t('me', { name: name || email }) : name || email,
              })),
            ]}
          />
        </ActionForm>
      </div>
    </Card>
  )
}
