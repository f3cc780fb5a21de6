'use client'

type GlobalErrorProps = { error: Error & { digest?: string }; retry: () => void }

/** Like `error.tsx`, for an error in the root layout. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Qualcosa è andato storto</title>
        <h1>Something went wrong · Qualcosa è andato storto</h1>
        {error.digest ? (
          <p>
            If it happens again, tell support this code. · Se succede di nuovo, comunica all’assistenza questo
            codice: {error.digest}
          </p>
        ) : null}
        <button type="button" onClick={retry}>
          Try again · Riprova
        </button>{' '}
        <a href="/">Home · Pagina iniziale</a>
      </body>
    </html>
  )
}
