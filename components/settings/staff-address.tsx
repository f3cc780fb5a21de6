import { getTranslations } from 'next-intl/server'
import { BouncingBadge } from '#/components/notices/bouncing-badge.tsx'

/** The address of one of the staff; where mail to it comes back, in red and with what helps. */
export async function StaffAddress({ email, bounces }: { email: string; bounces: boolean }) {
  const t = await getTranslations('adminSettings.staff')
  if (!bounces) return <span className="block text-muted wrap-anywhere">{email}</span>
  return (
    <>
      <span className="block text-bad wrap-anywhere">{email}</span>
      <BouncingBadge />
      <span className="block max-w-measure text-bad">{t('bouncing')}</span>
    </>
  )
}
