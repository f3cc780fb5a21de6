import fc from 'fast-check'
import { isLong } from '../scripts/dose.ts'

/** The same random values for every commit, so that a test fails for who broke it; others each time in `npm run test:long`. */
if (!isLong) fc.configureGlobal({ seed: 20_261_207 })
