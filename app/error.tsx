'use client'

import { Button, ButtonRow, PlainLink } from '#/components/ui/button.tsx'

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void }

/** The browser's last resort, in both languages because no translations are loaded; pages catch their own errors. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main className="mx-auto flex max-w-measure flex-col gap-4 px-4 py-16">
      <title>Something went wrong · Qualcosa è andato storto</title>
      <h1 className="text-display">Something went wrong · Qualcosa è andato storto</h1>
      {error.digest ? (
        <p>
          If it happens again, tell support this code. · Se succede di nuovo, comunica all’assistenza questo
          codice: <span className="font-mono">{error.digest}</span>
        </p>
      ) : null}
      <ButtonRow>
        <Button type="button" variant="primary" onClick={retry}>
          Try again · Riprova
        </Button>
        <PlainLink href="/">Home · Pagina iniziale</PlainLink>
      </ButtonRow>
    </main>
  )
}
