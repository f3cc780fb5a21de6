import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { GiveProof } from '#/app/settings/give-proof.tsx'
import { Card } from '#/components/ui/card.tsx'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { proofLife } from '#/lib/identity/passkeys/policy.ts'
import { readProof } from '#/lib/identity/passkeys/proof.ts'
import { isFormAnswered } from '#/lib/platform/lists/refused-form.ts'
import { minute } from '#/lib/platform/values/clock.ts'

type ProofFirstProps = { grant: AccountGrant; read: Reader; id: string; next: string; children: ReactNode }

/**
 * Forms that change where alarms go or end them, for people who have just shown who they are. A form that was sent too late stays, with
 * its answer.
 */
export async function ProofFirst({ grant, read, id, next, children }: ProofFirstProps) {
  const { actor, readOnly } = grant
  const missing = readOnly ? null : (await readProof(read, actor)).missing
  if (missing === null || (await isFormAnswered())) return children
  const t = await getTranslations('endpoints.proof')
  return (
    <Card>
      <p className="max-w-measure">{t(missing, { minutes: proofLife / minute })}</p>
      <GiveProof missing={missing} id={id} next={next} isStaff={actor.staffRole !== null} />
    </Card>
  )
}
