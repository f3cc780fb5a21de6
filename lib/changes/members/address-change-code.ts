import { code, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { minute } from '#/lib/platform/values/clock.ts'

export type AddressChangeCode = { code: string; minutes: number }

/** To the new address of a person who changes theirs (product.md, People). */
export const addressChangeCode: Template<AddressChangeCode> = {
  name: 'address-change-code',
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  compose(data, { t, programmeName: programme }) {
    return {
      subject: t('address-change-code.subject', { programme }),
      title: t('address-change-code.title'),
      parts: [
        paragraph(t('address-change-code.enter', { programme })),
        code(data.code),
        paragraph(t('address-change-code.lifetime', { minutes: data.minutes })),
        paragraph(t('address-change-code.stranger')),
      ],
      why: t('address-change-code.why', { programme }),
    }
  },
}
