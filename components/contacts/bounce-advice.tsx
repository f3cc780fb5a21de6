import Link from 'next/link'
import { getTranslations } from 'next-intl/server'

type BounceAdviceProps = {
  /** What the address is: the reader's own, another member's, a contact, or the one that users are given. */
  of: 'own' | 'member' | 'contact' | 'public'
  /** Where the reader corrects it; null for who may not. Not for a member's. */
  field?: string | null
}

/** What to do about an address whose mail comes back, by who reads it (notices.md, Bouncing). */
export async function BounceAdvice({ of, field = null }: BounceAdviceProps) {
  const t = await getTranslations('addressStatus.advice')
  if (of === 'member') return t('member')
  if (of === 'own') {
    return t.rich('own', { settings: (words) => <Link href="/settings">{words}</Link> })
  }
  if (field === null) return t(of === 'public' ? 'readPublic' : 'read')
  return (
    <>
      {t(of === 'public' ? 'correctPublic' : 'correct')} <Link href={field}>{t('toField')}</Link>
    </>
  )
}
