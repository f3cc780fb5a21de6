export const eventActions = ['trigger', 'acknowledge', 'resolve'] as const

export type EventAction = (typeof eventActions)[number]

export const eventFormats = ['native', 'alertmanager', 'pagerduty', 'cloudevents'] as const

export type EventFormat = (typeof eventFormats)[number]
