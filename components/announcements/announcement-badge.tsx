import { getTranslations } from 'next-intl/server'
import { Badge, type BadgeLook } from '#/components/ui/badge.tsx'
import type { AnnouncementState } from '#/db/words/announcements.ts'

const looks: Record<AnnouncementState, BadgeLook> = {
  draft: { meaning: 'neutral', icon: 'clock' },
  freezing: { meaning: 'information', icon: 'clock' },
  ready: { meaning: 'information', icon: 'check' },
  sending: { meaning: 'information', icon: 'mail' },
  stopped: { meaning: 'attention', icon: 'attention' },
  sent: { meaning: 'good', icon: 'good' },
}

export async function AnnouncementBadge({ state }: { state: AnnouncementState }) {
  const t = await getTranslations('announcements.states')
  return <Badge {...looks[state]}>{t(state)}</Badge>
}
