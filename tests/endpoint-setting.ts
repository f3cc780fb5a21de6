import { asc, eq } from 'drizzle-orm'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import type { ContactInformation, EndpointKind, RoutedField } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { endpointFaultToStaff } from '#/lib/admin/health/endpoint-fault.ts'
import { onEndpointAccepted } from '#/lib/boot/endpoint-accepted.ts'
import { openCaller } from '#/lib/notices/endpoints/call.ts'
import type { EndpointAnswer, EndpointRequest } from '#/lib/notices/endpoints/kind-call.ts'
import { openEndpointTransport } from '#/lib/notices/endpoints/transport.ts'
import { completeContacts } from '#/seed/accounts.ts'
import { plantEndpoints } from '#/seed/endpoints.ts'
import { known } from './known.ts'
import { startSending } from './mail.ts'
import type { RelayManners } from './relay-server.ts'

type Answer = Partial<EndpointAnswer> | Error
type Answers = (request: EndpointRequest, endpointId: string) => Answer | Promise<Answer>

const configs: Partial<Record<EndpointKind, Record<string, string>>> = {
  webhook: { url: 'https://hooks.example.net/recapito', secret: 'whsec_c2VjcmV0', answers: 'on' },
  pagerduty: { routingKey: 'k'.repeat(32) },
  ntfy: { server: 'https://ntfy.example.net/', topic: 'oncall' },
  sms: { number: '+393331234567' },
}
const hosts: Partial<Record<EndpointKind, string>> = {
  webhook: 'hooks.example.net',
  pagerduty: 'events.pagerduty.com',
  ntfy: 'ntfy.example.net',
  sms: 'gateway',
}

/** Takes requests to endpoints instead of the network; `answer` decides what each gets. */
export function openEndpoints(store: Store, answer: Answers = () => ({})) {
  const requests: (EndpointRequest & { endpointId: string; json: Record<string, unknown> })[] = []
  const caller = openCaller({
    // Of `sms`, where the environment has none.
    gateway: 'http://none.invalid/',
    async instead(request, { endpoint, signal }) {
      const isJson = request.body.startsWith('{')
      requests.push({ ...request, endpointId: endpoint, json: isJson ? JSON.parse(request.body) : {} })
      const given = await Promise.race([
        Promise.resolve(answer(request, endpoint)),
        new Promise<Error>((resolve) =>
          signal?.addEventListener('abort', () => resolve(new Error('cut off'))),
        ),
      ])
      if (given instanceof Error) throw given
      return { status: 202, headers: {}, body: '', ...given }
    },
  })
  const transport = openEndpointTransport({
    store,
    caller,
    readSender: async () => ({ programmeName: 'Actions Desk', appUrl: 'https://desk.example' }),
    onAccepted: (accepted) => onEndpointAccepted(store, accepted),
    onFault: (fault) => endpointFaultToStaff(store, fault),
  })
  return { transport, requests, types: () => requests.map(({ json }) => json.type ?? json.event_action) }
}

/** The same, with a worker that sends what waits, mail too. `manners`: of the mail server. */
export async function startEndpoints(store: Store, answer?: Answers, manners?: RelayManners) {
  const opened = openEndpoints(store, answer)
  return { ...opened, ...(await startSending(store, manners, {}, [opened.transport])) }
}

/** The messages to an endpoint, oldest first. */
export function readDeliveries(store: Store, endpointId: string) {
  const isTo = eq(outbox.recipient, endpointKey(endpointId))
  return store.read.select().from(outbox).where(isTo).orderBy(asc(outbox.id))
}

/** Adds a confirmed endpoint to a field of the account, which gets a new revision of complete contacts. `beside`: those it has already. */
export function addEndpoint(
  store: Store,
  accountId: string,
  kind: EndpointKind,
  given: Partial<typeof endpoints.$inferInsert> & {
    field?: RoutedField
    config?: Record<string, string>
    alerts?: string[]
    beside?: ContactInformation['endpoints']
  } = {},
) {
  const {
    field = 'technical-emergency',
    config = configs[kind] ?? {},
    alerts = [],
    beside = {},
    ...row
  } = given
  const host = hosts[kind] ?? 'chat.example.net'
  const content = completeContacts(alerts, { endpoints: beside })
  return store.transact(async (tx) => {
    const [endpoint] = await plantEndpoints(tx, { accountId, fields: [field], content }, [
      { kind, host, config, ...row },
    ])
    return known(endpoint)
  })
}

export async function readEndpoint(store: Store, id: string) {
  return known((await store.read.select().from(endpoints).where(eq(endpoints.id, id)))[0])
}
