import type { Locale, MemberRole } from '#/db/words/people.ts'

export type RouteMember = {
  userId: string
  email: string
  locale: Locale | null
  timeZone: string | null
  role: MemberRole
}
