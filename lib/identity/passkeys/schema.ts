import { z } from 'zod'
import { typedLine } from '#/lib/platform/values/typed-text.ts'

export const maxPasskeyNameLength = 60
export const passkeyName = typedLine(maxPasskeyNameLength, 'passkey-name-required')

const bytes = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/)
const transports = z.array(z.string().max(30)).max(10)
const credential = { id: bytes(1400), rawId: bytes(1400), type: z.literal('public-key') }

/** An authenticator's answer with a new passkey (WebAuthn, 5.1), its bytes as base64url. */
const enrolment = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(12_000),
    transports: transports.optional(),
  }),
})

/** An authenticator's answer that proves a passkey. */
const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(8000),
    userHandle: bytes(200).nullish(),
  }),
})

export type Enrolment = z.output<typeof enrolment>
export type Assertion = z.output<typeof assertion>

/** The answers as forms send them: JSON that only a script can write. Issues are keys of errors.json. */
export const enrolmentField = fieldOf(enrolment)
export const assertionField = fieldOf(assertion)

function fieldOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(30_000)
    .default('')
    .transform((text, context): z.output<Schema> => {
      const parsed = schema.safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: text ? 'passkey-refused' : 'passkey-script' })
      return z.NEVER
    })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the browser says about the page that asked (WebAuthn, 5.8.1), as far as the library does not check it. */
const clientData = z.object({
  challenge: z.string(),
  crossOrigin: z.unknown().optional(),
  topOrigin: z.unknown().optional(),
})

function clientDataOf({ response }: Enrolment | Assertion) {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')
  return clientData.safeParse(parseJson(text)).data ?? null
}

/** The challenge that an answer names; null for none. */
export function challengeIn(answer: Enrolment | Assertion): string | null {
  return clientDataOf(answer)?.challenge ?? null
}

/** Whether a page of ours asked inside another site's page, where its person could not see whom they answer. */
export function isFromFrame(answer: Enrolment | Assertion): boolean {
  const { crossOrigin = false, topOrigin } = clientDataOf(answer) ?? {}
  return crossOrigin !== false || topOrigin !== undefined
}
