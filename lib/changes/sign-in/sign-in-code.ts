import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** `browser` is what asked, such as "Firefox, Linux"; empty if unknown. */
export type SignInCode = { code: string; link: string; minutes: number; browser: string }

/** The code and the link that sign a person in (product.md, Signing in). */
export const signInCode = defineMail<SignInCode>('sign-in-code', {
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  code: ({ code }) => code,
  main: ({ link: href }, { t }) => ({ text: t('sign-in-code.action'), href }),
  rows: ({ browser }, { t }) => [
    t('sign-in-code.lifetime'),
    browser && t('sign-in-code.browser'),
    t('sign-in-code.stranger'),
  ],
})
