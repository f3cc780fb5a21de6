import { getTranslations } from 'next-intl/server'

/** The texts of the live update's control. */
export async function liveTexts() {
  const t = await getTranslations('announcements.live')
  return {
    waiting: t('waiting'),
    updating: t('updating'),
    stopped: t('stopped'),
    again: t('again'),
    stop: t('stop'),
    resume: t('resume'),
    settled: t('settled'),
  }
}
