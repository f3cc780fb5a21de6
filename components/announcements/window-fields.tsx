import { getTimeZone, getTranslations } from 'next-intl/server'
import { FormInput, FormZone } from '#/components/form/form-field.tsx'
import { Fieldset } from '#/components/ui/field.tsx'
import type { NoticeWindow } from '#/db/words/notices.ts'
import { writeLocalTime } from '#/lib/platform/values/local-time.ts'

/** When it happens: two local times and their zone, which is the reader's own until they choose another. */
export async function WindowFields({ window }: { window: NoticeWindow | null }) {
  const t = await getTranslations('announcements.window')
  const own = await getTimeZone()
  const zone = window?.zone ?? own
  const write = (at: number | undefined) => (at === undefined ? '' : writeLocalTime(at, zone))
  return (
    <Fieldset legend={t('legend')} hint={t('hint')} id="window">
      <div className="mt-2 grid gap-5 sm:grid-cols-2">
        <FormInput
          name="starts"
          label={t('starts')}
          type="datetime-local"
          defaultValue={write(window?.startsAt)}
        />
        <FormInput name="ends" label={t('ends')} type="datetime-local" defaultValue={write(window?.endsAt)} />
        <FormZone name="zone" label={t('zone')} hint={t('zoneHint')} own={own} defaultValue={zone} />
      </div>
    </Fieldset>
  )
}
