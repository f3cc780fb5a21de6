import { notFound } from 'next/navigation'
import { env } from '#/env.ts'

const most = 2000

/**
 * The benchmark's baseline for the gate page (bench/run.ts): `?rows=n` gives it the same size, and it reads nothing. It
 * exists only with `BENCH_PAGES` on.
 */
export default async function BenchPage({ searchParams }: PageProps<'/bench'>) {
  const rows = Number((await searchParams).rows ?? 0)
  if (env.BENCH_PAGES !== 'on' || !(rows >= 0 && rows <= most)) notFound()
  return (
    <main>
      <h1>A page that reads nothing</h1>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((id) => (
        <p key={id} className="field">
          <label htmlFor={id}>Label of {id}</label>
          <input id={id} name={id} type="text" defaultValue="" aria-describedby={`${id}-hint`} />
          <span id={`${id}-hint`}>What to type into the field above.</span>
        </p>
      ))}
    </main>
  )
}
