'use client'

/** The last resort in the browser, in both languages since no translation is at hand; pages catch their own faults. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto flex max-w-measure flex-col gap-4 px-4 py-16">
      <h1 className="text-display">Something went wrong · Qualcosa è andato storto</h1>
      <p>
        Load the page again. If it stays, tell support this id. · Ricaricare la pagina. Se persiste,
        comunicare questo codice all’assistenza.
      </p>
      <p className="font-mono text-small">{error.digest}</p>
    </main>
  )
}
