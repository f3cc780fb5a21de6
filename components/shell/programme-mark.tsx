import type { Logo } from '#/lib/platform/look/logo.ts'

type ProgrammeMarkProps = {
  programmeName: string
  logo: Logo | null
  /** Smaller, as in mails. */
  quiet?: boolean
}

/** The programme's logo and name. A wide logo replaces the name. */
export function ProgrammeMark({ programmeName, logo, quiet }: ProgrammeMarkProps) {
  const name = quiet ? 'font-semibold text-muted text-small' : 'font-semibold'
  if (!logo) return <span className={name}>{programmeName}</span>
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <LogoImage logo={logo} alt={logo.isWide ? programmeName : ''} />
      {logo.isWide ? null : <span className={name}>{programmeName}</span>}
    </span>
  )
}

/** On white in both themes, so that it is seen as it was made. */
export function LogoImage({ logo, alt }: { logo: Logo; alt: string }) {
  const { src, width, height } = logo
  return (
    // biome-ignore lint/performance/noImgElement: no picture passes through Next
    <img
      src={src}
      alt={alt}
      width={width}
      height={height}
      className="shrink-0 rounded-[4px] bg-[white] object-contain p-0.5"
    />
  )
}
