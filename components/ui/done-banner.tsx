import type { ReactNode } from 'react'
import { isFormAnswered } from '#/lib/platform/lists/refused-form.ts'
import { Banner } from './banner.tsx'

type DoneBannerProps<Word extends string> = {
  done: string | string[] | undefined
  /** The possible results; others show nothing. */
  known: readonly Word[]
  title: (word: Word) => string
  meaning?: 'good' | 'attention' | undefined
  action?: ReactNode
  children?: ReactNode
}

/** Shows the result of a page's last command; it takes the focus unless a form of the page has a newer answer. */
export async function DoneBanner<const Word extends string>(props: DoneBannerProps<Word>) {
  const { done, known, title, meaning = 'good', action, children } = props
  const word = known.find((one) => one === done)
  if (!word) return null
  return (
    <Banner
      meaning={meaning}
      role="status"
      title={title(word)}
      action={action}
      focused={!(await isFormAnswered())}
    >
      {children}
    </Banner>
  )
}
