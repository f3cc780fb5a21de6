import { getTranslations } from 'next-intl/server'
import { Instant } from '#/components/shell/instant.tsx'
import { BreakableAddress } from '#/components/ui/breakable-address.tsx'
import { namePeople } from '#/lib/privacy/personal-data/name-people.ts'

type AwaitedAnswerProps = { addresses: readonly string[]; sentAt: number }

/** Whose answer a drill waits for, and since when. */
export async function AwaitedAnswer({ addresses, sentAt }: AwaitedAnswerProps) {
  const t = await getTranslations('drills.awaited')
  const named = await namePeople()
  const at = { at: () => <Instant at={sentAt} /> }
  if (addresses.length === 0) return <p>{t.rich('nobody', at)}</p>
  return (
    <div className="max-w-measure">
      <p>{t.rich('since', at)}</p>
      <ul>
        {addresses.map((address) => (
          <li key={address} className="font-medium">
            <BreakableAddress address={named(address)} />
          </li>
        ))}
      </ul>
    </div>
  )
}
