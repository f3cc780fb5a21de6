import { getTranslations } from 'next-intl/server'
import { BounceAdvice } from '#/components/contacts/address-status.tsx'
import { ReachView } from '#/components/reach/reach-view.tsx'
import { Link } from '#/components/ui/link.tsx'
import { currentEnvironment } from '#/lib/accounts/access/environment.ts'
import { asEditor } from '#/lib/accounts/access/grants.ts'
import { listConfirmedKeys } from '#/lib/accounts/points/confirmed.ts'
import { previewOwnReachByCategory } from '#/lib/notices/routing/reach-queries.ts'
import { reachSearch } from '#/lib/notices/views/lists.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'
import { AccountPage, type AccountPageProps } from '../../../account-page.tsx'
import { contactsPath } from '../../../paths.ts'

export async function renderReach({ grant, read, query }: AccountPageProps) {
  const { account, base } = grant
  const contacts = contactsPath(grant)
  const t = await getTranslations('reach')
  const notices = await getTranslations('notices')
  const { escalationMinutes } = await currentSettings()
  const { category, environment } = reachSearch.read(query)
  const asked = { category, environment: environment ?? (await currentEnvironment()) }
  return (
    <AccountPage
      grant={grant}
      title={t('title')}
      parent={{ href: `${base}/notices`, name: notices('one.back') }}
      description={t.rich('lead', {
        contacts: (words) => <Link href={contacts}>{words}</Link>,
      })}
    >
      <ReachView
        path={`${base}/notices/reach`}
        asked={asked}
        each={await previewOwnReachByCategory(read, grant, asked.environment)}
        confirmed={await listConfirmedKeys(read, account.id)}
        escalationMinutes={escalationMinutes}
        adviceOn={(target) =>
          target === 'alerts' || target === 'owners' ? (
            <BounceAdvice of="member" />
          ) : (
            <BounceAdvice of="contact" field={asEditor(grant) && `${contacts}#${target}`} />
          )
        }
      />
    </AccountPage>
  )
}
