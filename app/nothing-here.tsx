import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { MessagePage } from '#/components/shell/message-page.tsx'
import { PersonHeader } from '#/components/shell/person-shell.tsx'
import { ButtonLink, ButtonRow } from '#/components/ui/button.tsx'
import { Link } from '#/components/ui/link.tsx'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { currentSettings } from '#/lib/platform/settings/current.ts'

/** The "not found" page. Signed-in people keep the frame, or their own menu. */
export async function NothingHere() {
  const t = await getTranslations('common.notFound')
  const help = await getTranslations('help')
  const actor = await currentActor().catch(() => null)
  const settings = await currentSettings().catch(() => null)
  const isStaff = Boolean(actor?.staffRole)
  const isStaffPage = isStaff && (await headers()).get('x-path')?.startsWith('/admin')
  return (
    <MessagePage
      title={t('title')}
      text={t(isStaffPage ? 'textStaff' : 'text')}
      header={actor ? <PersonHeader actor={actor} /> : undefined}
      after={settings ? ` · ${settings.programmeName}` : undefined}
    >
      <ButtonRow>
        {isStaff ? (
          <ButtonLink href="/admin/accounts">{t('homeStaff')}</ButtonLink>
        ) : (
          <ButtonLink href="/">{t('home')}</ButtonLink>
        )}
        <Link href="/help" className="inline-flex min-h-10 items-center">
          {help('title')}
        </Link>
      </ButtonRow>
    </MessagePage>
  )
}
