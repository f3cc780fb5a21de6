import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormSelect } from '#/components/form/form-field.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type AssignFormProps = {
  action: FormAction
  number: number
  /** Who the case is assigned to; former staff are named, but the case counts as unassigned. */
  assignee: { userId: string; name: string; isStaff: boolean } | null
  staff: readonly { userId: string; name: string; email: string }[]
  me: string
  ended: boolean
}

export async function AssignForm({ action, number, assignee, staff, me, ended }: AssignFormProps) {
  const t = await getTranslations('cases.assignment')
  const from = assignee?.userId ?? ''
  const isMine = assignee?.isStaff && from === me
  return (
    <Card title={t('title')}>
      <p>{saidOf({ assignee, isMine }, t)}</p>
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

type Said = Pick<AssignFormProps, 'assignee'> & { isMine: boolean | undefined }

function saidOf(
  { assignee, isMine }: Said,
  t: Awaited<ReturnType<typeof getTranslations<'cases.assignment'>>>,
) {
  if (assignee === null) return t('unassigned')
  const { name } = assignee
  if (!assignee.isStaff) return t('left', { name })
  return isMine ? t('mine') : t('assigned', { name })
}
