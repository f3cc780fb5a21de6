import { and, asc, eq, isNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { decideReview } from '#/lib/changes/review/commands.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { notice } from '#/lib/notices/delivery/notice.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { previewReach } from '#/lib/notices/routing/reach-queries.ts'
import { type FilledMail, fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { staffGrant } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { markBouncing } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { readNoticeMail } from './mail-content.ts'
import { type NoticeWords, previewNotice, wordsOfDisabled } from './preview.ts'

const store = perTest(openTestStore)
/** A live account with emergency contacts in two languages, and an owner in New York. */
const setting = perTest(async () => {
  // Starts at a full minute: mails show the minute, and preview and mail must show the same one.
  moveClock(60_000 - (Date.now() % 60_000))
  const anna = { role: 'owner', locale: 'en', timeZone: 'America/New_York' } as const
  const team = { anna, olga: { role: 'owner', locale: 'it' } } as const
  const account = { slug: 'aurora', alerts: ['anna'], people: team } as const
  const people = await scenario(store, { account }, { grace: 'support' })
  const to = (address: string, locale: Locale | null) => ({ address, locale, label: '' })
  const content = completeContacts([people.anna.id], {
    'technical-emergency': [to('oncall@aurora.example', null), to('night@aurora.example', 'en')],
  })
  await store.transact((tx) => tx.update(unguarded(contactRevisions)).set({ content }).then())
  return people
})

const support = () => staffGrant(setting.grace, 'support')
const mark = (...addresses: string[]) => markBouncing(store, ...addresses)

/** The text as a reader sees it, without the links that only the stored notice has. */
function read(content: FilledMail, locale: Locale) {
  const { subject, text } = renderMail(content, locale, { programmeName: 'Desk', appUrl: env.APP_URL })
  return { subject, text: text.replace(/\/(notices|acknowledge)\/[^\s]+/g, '/$1/…') }
}

async function preview(words: NoticeWords) {
  const { category } = words
  const reach = await previewReach(store.read, support(), 'aurora', { category, origin: 'staff' })
  if (!reach) throw new Error('no such account')
  return previewNotice(reach, setting.account, words).map(({ locale, to, mail }) => ({
    locale,
    to: to.map(({ shown }) => shown),
    ...read(fill(notice, mail), locale),
  }))
}

/** The mails of the sent notice, as the worker creates them. */
async function sent() {
  const isFirst = and(eq(outbox.part, 'notice'), isNull(outbox.digestId))
  const rows = await store.read.select().from(outbox).where(isFirst).orderBy(asc(outbox.id))
  const mails = rows.map(async (row) => read(await readNoticeMail(store.read, row), row.locale))
  return (await Promise.all(mails)).map((mail, at) => ({ ...known(rows[at]), ...mail }))
}

function send(category: NoticeCategory, words: NoticeWords) {
  const content = { ...unknownContent, ...words, category, occurredAt: words.since }
  return sendNoticeByHand(store, support(), { ...content, slug: 'aurora' })
}
const words = (given: Partial<NoticeWords> = {}): NoticeWords => ({
  ...wordsOfDisabled('', now()),
  topic: null,
  summary: 'The old API ends',
  details: 'On the first of May.',
  links: [{ href: 'https://desk.example/api', text: 'Guide' }],
  ...given,
})

/** Expects each sent mail to equal the preview in its language and for its addresses. */
async function expectAsShown(shown: Awaited<ReturnType<typeof preview>>) {
  const mails = await sent()
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(shown.flatMap(({ to }) => to).sort())
  for (const { locale, recipient, subject, text } of mails) {
    const as = shown.find((one) => one.locale === locale)
    expect(as).toMatchObject({ to: expect.arrayContaining([recipient]), subject, text })
  }
}

describe('the preview equals the sent mail', () => {
  test('for emergency contacts in two languages, with the other recipients', async () => {
    const shown = await preview(words())
    await send('emergency', words())
    await expectAsShown(shown)
    const readers = shown.map(({ locale, to }) => `${locale} ${to}`)
    expect(readers).toEqual(['en night@aurora.example', 'it oncall@aurora.example'])
    expect(shown[0]?.text).toContain('oncall@aurora.example')
  })

  test('when the first step bounces and the next one gets it', async () => {
    await mark('oncall@aurora.example', 'night@aurora.example', 'tech@contacts.example')
    const shown = await preview(words())
    await send('emergency', words())
    await expectAsShown(shown)
    expect(shown.map(({ to }) => to)).toEqual([['anna@aurora.example'], ['olga@aurora.example']])
  })

  test('in a member’s zone, or the account’s for other addresses', async () => {
    const since = Date.UTC(2026, 0, 15, 3, 30)
    await mark('tech@contacts.example')
    const given = words({ category: 'technical', since })
    const shown = await preview(given)
    await send('technical', given)
    await expectAsShown(shown)
    expect(shown[0]?.text).toContain('14 January 2026')
  })

  test('when staff disable an integration', async () => {
    const shown = await preview(wordsOfDisabled('Prices are wrong.', now()))
    const { slug, stateChangedAt: since } = setting.account
    await decideReview(store, support(), { slug, step: 'disable', reason: 'Prices are wrong.', since })
    await expectAsShown(shown)
  })
})

test('the preview is empty when nobody can be reached', async () => {
  await mark(
    ...['oncall@aurora.example', 'night@aurora.example', 'tech@contacts.example'],
    ...['anna@aurora.example', 'olga@aurora.example'],
  )
  expect(await preview(words())).toEqual([])
})
