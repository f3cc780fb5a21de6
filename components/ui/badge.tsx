import { Icon, type IconName } from '#/components/ui/icon.tsx'
import { type Meaning, meaningInk, meaningTint } from '#/components/ui/meaning.ts'

export type BadgeMeaning = Meaning | 'neutral'
export type BadgeLook = { meaning?: BadgeMeaning | undefined; icon?: IconName | undefined }

/** A status in one or two words; neutral if neither good nor bad. `brief`: dense rows in a small window show only its icon. */
export function Badge(props: BadgeLook & { brief?: boolean; children: string }) {
  const { meaning = 'neutral', icon, brief, children } = props
  const neutral = meaning === 'neutral'
  const look = neutral ? 'border-line bg-sunken text-muted' : `${meaningTint[meaning]} ${meaningInk[meaning]}`
  const name = icon ?? (neutral ? undefined : meaning)
  return (
    <span title={brief ? children : undefined} className={`badge ${look}`}>
      {name ? <Icon name={name} size="small" /> : null}
      {brief ? <span className="max-xl:compact:sr-only">{children}</span> : children}
    </span>
  )
}
