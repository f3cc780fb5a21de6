'use client'

/** As `error.tsx`, where even the root layout failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong</title>
        <h1>Something went wrong · Qualcosa è andato storto</h1>
        <p>Load the page again in a moment. · Ricaricare la pagina tra un momento.</p>
        <p>{error.digest}</p>
      </body>
    </html>
  )
}
