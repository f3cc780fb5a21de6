import { getFormatter } from 'next-intl/server'

/** A point in time in the reader's zone, which the words around it name. `at`: milliseconds UTC. */
export async function Moment({ at }: { at: number }) {
  const format = await getFormatter()
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span className="whitespace-nowrap">{format.dateTime(at, { dateStyle: 'medium' })}</span>{' '}
      <span className="whitespace-nowrap">{format.dateTime(at, { timeStyle: 'short' })}</span>
    </time>
  )
}
