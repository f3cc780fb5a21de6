import type { ReactNode } from 'react'
import { Banner } from './banner.tsx'

type DoneBannerProps<Word extends string> = {
  /** What the address says was done. */
  done: string | string[] | undefined
  /** What it may say; of anything else nothing shows. */
  known: readonly Word[]
  title: (word: Word) => string
  meaning?: 'good' | 'attention' | undefined
  action?: ReactNode
  children?: ReactNode
}

/** Says what the last command of a page did. */
export function DoneBanner<const Word extends string>(props: DoneBannerProps<Word>) {
  const { done, known, title, meaning = 'good', action, children } = props
  const word = known.find((one) => one === done)
  if (!word) return null
  return (
    <Banner meaning={meaning} role="status" title={title(word)} action={action}>
      {children}
    </Banner>
  )
}
