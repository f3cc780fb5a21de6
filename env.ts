import { type Environment, parseEnvironment } from './environment.ts'

/** The environment of this process, parsed once and frozen; no other code of the product reads `process.env`. */
export const env: Environment = parseEnvironment(process.env)

// next-auth reads its own address from here and has no option for it.
process.env.NEXTAUTH_URL = env.APP_URL
/** Whether Next is building: then nothing may open the store, which a running server may use. */
export const isBuilding = process.env.NEXT_PHASE === 'phase-production-build'
export const isProduction = env.RECAPITO_MODE === 'production'
