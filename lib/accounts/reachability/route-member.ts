import type { Locale } from '#/db/words/locale.ts'
import type { MemberRole } from '#/db/words/members.ts'

export type RouteMember = {
  userId: string
  email: string
  locale: Locale | null
  timeZone: string | null
  role: MemberRole
}
