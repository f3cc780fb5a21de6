'use client'

import { useEffect } from 'react'
import { useFormTexts } from './form-texts.tsx'

/** Begins the document's title with "Error:" while there is an `error`, as a screen reader reads the title first. */
export function useErrorTitle(error: unknown): void {
  const { errorTitle = '' } = useFormTexts()

  useEffect(() => {
    if (!error) return
    const start = `${errorTitle} `
    // After a submission without JavaScript the server has said it already.
    if (!document.title.startsWith(start)) document.title = start + document.title
    return () => {
      if (document.title.startsWith(start)) document.title = document.title.slice(start.length)
    }
  }, [error, errorTitle])
}
