import { z } from 'zod'

/** The page that a form is on, when its action leads back there: the overview, which lists what is left to do. */
export const from = z.enum(['overview', '']).default('')
