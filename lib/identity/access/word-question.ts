import { getTranslations } from 'next-intl/server'
import type { Reader } from '#/db/store/store.ts'
import type { Messages } from '#/lib/platform/i18n/messages.ts'
import type { Question } from '#/lib/platform/lists/form-state.ts'
import { noteQuestion } from '#/lib/platform/lists/refused-form.ts'
import type { AskFirst, PlannedMail } from '#/lib/platform/mail/ask-first.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** What an action sends. `notes`: what else its sender should know. */
export type Asks = {
  what: keyof Messages['questions']['what']
  notes?: (read: Reader, mails: readonly PlannedMail[]) => Promise<string[]>
}

/** How many recipients the question lists at once. */
const listedFirst = 3

/** Words the question that a form asks before it sends mail. */
export async function wordQuestion(
  { mails, named, isChanged }: AskFirst,
  { what, notes }: Asks,
): Promise<Question> {
  const t = await getTranslations('questions')
  const byKey = new Map(mails.map(({ to }) => [addressKey(to), to]))
  const all = [...byKey.values()]
  const count = all.length
  // Where nobody has joined, the owners' invitations are sent again instead.
  const kind = mails.every(({ template }) => template === 'invitation') ? 'invitation' : what
  const listed = count > 1 ? all : []
  const rest = listed.slice(listedFirst)
  const title = t(`what.${kind}.title`, { count, to: all[0] ?? '' })
  await noteQuestion(title)
  return {
    title,
    text: t(`what.${kind}.text`),
    recipients: { first: listed.slice(0, listedFirst), rest, more: t('more', { count: rest.length }) },
    notes: [...(isChanged ? [t('changed')] : []), ...((await notes?.((await getStore()).read, mails)) ?? [])],
    submit: t(`what.${kind}.submit`),
    named,
  }
}
