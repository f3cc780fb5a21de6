import { action, code, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { minute } from '#/lib/platform/values/clock.ts'

/** `browser`: who asked, such as "Firefox, Linux"; empty when unknown. */
export type SignInCode = { code: string; link: string; minutes: number; browser: string }

export const signInCode: Template<SignInCode> = {
  name: 'sign-in-code',
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  compose(data, { t, programmeName: programme }) {
    return {
      subject: t('sign-in-code.subject', { programme }),
      title: t('sign-in-code.title', { programme }),
      parts: [
        paragraph(t('sign-in-code.enter')),
        code(data.code),
        paragraph(t('sign-in-code.or')),
        action(t('sign-in-code.action'), data.link),
        paragraph(t('sign-in-code.lifetime', { minutes: data.minutes })),
        ...(data.browser ? [paragraph(t('sign-in-code.browser', { browser: data.browser }))] : []),
        paragraph(t('sign-in-code.stranger')),
      ],
      why: t('sign-in-code.why'),
    }
  },
}
