import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { parseReason } from '#/lib/platform/mail/reason.ts'

/** An address whose mail comes back: since when (milliseconds UTC), with which status, and what the mail server said. */
export type SilentAddressLine = { address: string; since: number; code: string; said: string }

const mostShown = 4

/** The addresses of an account whose mail comes back, each with what the mail server said. */
export async function SilentAddresses({ silent }: { silent: readonly SilentAddressLine[] }) {
  const t = await getTranslations('unreachable')
  const reasons = await getTranslations('notices.deliveries.reasons')
  if (silent.length === 0) return null
  return (
    <ul className="mt-1 flex flex-col gap-2 border-line border-l-2 pl-3">
      {silent.slice(0, mostShown).map(({ address, since, code, said }) => (
        <li key={address}>
          <span className="font-medium text-bad">{address}</span>
          <span className="block text-muted">
            {t.rich('status', {
              reason: reasons(parseReason(code) ?? 'refused', { programme: '' }),
              code,
              at: () => <Instant at={since} />,
            })}
          </span>
          {said ? <span className="block text-muted">{t('said', { text: said })}</span> : null}
        </li>
      ))}
      {silent.length > mostShown ? (
        <li className="text-muted">{t('moreAddresses', { count: silent.length - mostShown })}</li>
      ) : null}
    </ul>
  )
}
