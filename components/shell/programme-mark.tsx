type ProgrammeMarkProps = { programmeName: string /** Smaller, as in mails. */; quiet?: boolean }

/** The programme's name, as headers show it. */
export function ProgrammeMark({ programmeName, quiet }: ProgrammeMarkProps) {
  return (
    <span className={quiet ? 'font-semibold text-muted text-small' : 'font-semibold'}>{programmeName}</span>
  )
}
