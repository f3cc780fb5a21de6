/** The demo's notices by what they show. Their ids never change, so that links and tests find them. */
export const demoNoticeIds = {
  overdue: '01990000-0000-7000-8000-000000000001',
  byHand: '01990000-0000-7000-8000-000000000002',
  handedOn: '01990000-0000-7000-8000-000000000003',
  acknowledged: '01990000-0000-7000-8000-000000000004',
  resolved: '01990000-0000-7000-8000-000000000005',
  closed: '01990000-0000-7000-8000-000000000006',
  sandbox: '01990000-0000-7000-8000-000000000007',
  test: '01990000-0000-7000-8000-000000000008',
  unroutable: '01990000-0000-7000-8000-000000000009',
} as const

/** Messages with acknowledge links to open. */
export const demoDeliveryIds = {
  overdue: '01990000-0000-7000-8000-00000000d001',
  acknowledged: '01990000-0000-7000-8000-00000000d002',
  resolved: '01990000-0000-7000-8000-00000000d003',
} as const

/** Mails with confirmation links to open, by outcome. */
export const demoQuestionIds = {
  open: '01990000-0000-7000-8000-00000000c001',
  confirmed: '01990000-0000-7000-8000-00000000c002',
  refused: '01990000-0000-7000-8000-00000000c003',
  expired: '01990000-0000-7000-8000-00000000c004',
} as const

/** The mail that asks Teresa to check the contacts, with a link to open. */
export const demoCheckMailId = '01990000-0000-7000-8000-00000000f001'

/** Endpoints by what they show; the first two are Levante's. */
export const demoEndpointIds = {
  phone: '01990000-0000-7000-8000-00000000e001',
  hook: '01990000-0000-7000-8000-00000000e002',
  failing: '01990000-0000-7000-8000-00000000e003',
  unconfirmed: '01990000-0000-7000-8000-00000000e004',
} as const
