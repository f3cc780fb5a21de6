import { getLocale } from 'next-intl/server'
import { foreignLanguage } from '#/lib/notices/notice/shown.ts'
import { type NamedNotice, nameBriefly, nameNotice } from './notice-words.ts'

/** The name of a notice, marked where it is known to be in another language than the page; `whole`: not shortened. */
export async function NoticeName({ notice, whole }: { notice: NamedNotice; whole?: boolean }) {
  return (
    <span dir="auto" lang={foreignLanguage(notice, await getLocale())}>
      {whole ? await nameNotice(notice) : await nameBriefly(notice)}
    </span>
  )
}
