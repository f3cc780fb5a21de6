import { Icon, type IconName } from '#/components/ui/icon.tsx'
import { type Meaning, meaningInk, meaningTint } from '#/components/ui/meaning.ts'

export type BadgeMeaning = Meaning | 'neutral'
export type BadgeLook = { meaning?: BadgeMeaning | undefined; icon?: IconName | undefined }

/** A status in one or two words; neutral if it is neither good nor bad. */
export function Badge({ meaning = 'neutral', icon, children }: BadgeLook & { children: string }) {
  const neutral = meaning === 'neutral'
  const look = neutral ? 'border-line bg-sunken text-muted' : `${meaningTint[meaning]} ${meaningInk[meaning]}`
  const name = icon ?? (neutral ? undefined : meaning)
  return (
    <span
      className={`inline-flex max-w-full items-baseline gap-1 [td_&]:whitespace-nowrap rounded-box border px-2 text-small font-medium ${look}`}
    >
      {name ? (
        <span className="self-center">
          <Icon name={name} size="small" />
        </span>
      ) : null}
      {children}
    </span>
  )
}
