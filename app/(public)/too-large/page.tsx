import { getTranslations } from 'next-intl/server'
import { Page } from '#/components/shell/page.tsx'
import { ButtonLink } from '#/components/ui/button.tsx'
import { currentUserId } from '#/lib/identity/sessions/current.ts'
import { safeNextPath } from '#/lib/identity/sessions/policy.ts'
import { maxBytesBeforeSignIn, maxFormBytes } from '#/lib/platform/http/form-limit.ts'
import { publicPage } from '../public-page.tsx'

/** Answers a form that is too large to take (lib/boot/front.ts), sent from the page `from`. */
export default publicPage('/too-large', async ({ query: { from } }) => {
  const t = await getTranslations('common.tooLarge')
  const page = safeNextPath(typeof from === 'string' ? from : null)
  const isSignedIn = (await currentUserId()) !== null
  return (
    <Page
      title={t('title')}
      description={
        isSignedIn
          ? t('text', { megabytes: maxFormBytes / 1024 ** 2 })
          : t('signedOut', { kilobytes: maxBytesBeforeSignIn / 1024 })
      }
    >
      {page ? (
        <p>
          <ButtonLink href={page}>{t('again')}</ButtonLink>
        </p>
      ) : null}
    </Page>
  )
})
