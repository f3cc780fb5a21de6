import { getTranslations } from 'next-intl/server'
import { renderAccountField } from '#/components/accounts/account-field.tsx'
import { ActionForm } from '#/components/form/action-form.tsx'
import { FormInput, FormSelect, FormTextarea } from '#/components/form/form-field.tsx'
import { categoryChoices } from '#/components/notices/notice-names.ts'
import type { NamedAccount } from '#/lib/accounts/search/named-queries.ts'
import type { Notice } from '#/lib/notices/views/queries.ts'
import type { FormAction } from '#/lib/platform/lists/form-state.ts'

type RouteAgainFormProps = {
  action: FormAction
  notice: Notice
  /** The account's short name, or the name that the sender used. */
  account: string
  accounts: readonly { slug: string; name: string }[]
  ended: boolean
}

/** Routes an unroutable notice to an account; an unreadable event also needs a text. */
export async function RouteAgainForm({ action, notice, account, accounts, ended }: RouteAgainFormProps) {
  const t = await getTranslations('adminNotices.route')
  return (
    <section className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6">
      <ActionForm
        action={action}
        id="route"
        hidden={{ notice: notice.id }}
        ended={ended}
        submit={t('action')}
      >
        <h2 className="text-large">{t('title')}</h2>
        {renderAccountField({
          label: t('account'),
          hint: t('accountHint'),
          defaultValue: account,
          width: 'half',
          accounts,
        })}
        <FormSelect
          name="category"
          label={t('category')}
          defaultValue={notice.category}
          options={await categoryChoices()}
        />
        {notice.summary || notice.topic ? null : (
          <>
            <FormInput
              name="summary"
              label={t('summary')}
              hint={t('summaryHint')}
              autoComplete="off"
              required
            />
            <FormTextarea name="details" label={t('details')} optional rows={4} />
          </>
        )}
      </ActionForm>
    </section>
  )
}

type SuggestedAccountProps = Pick<RouteAgainFormProps, 'action' | 'notice'> & {
  suggestion: NamedAccount | null
}

/** Asks whether the sender meant this account, and routes the notice to it by one button. */
export async function SuggestedAccount({ action, notice, suggestion }: SuggestedAccountProps) {
  const t = await getTranslations('adminNotices.why')
  const named = { account: suggestion?.name ?? '' }
  return (
    <section className="rounded-box border border-line bg-surface p-4 empty:hidden sm:p-6 print:hidden">
      <ActionForm
        action={action}
        id="suggested"
        hidden={{
          notice: notice.id,
          slug: suggestion?.slug ?? notice.accountText,
          category: notice.category,
        }}
        ended={!suggestion}
        submit={t('routeTo', named)}
      >
        <h2 className="text-large">{t('didYouMean', named)}</h2>
      </ActionForm>
    </section>
  )
}
