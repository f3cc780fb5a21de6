import { hashOf, storeLogo } from '#/lib/platform/look/store-logo.ts'
import { disc } from '#/tests/pictures.ts'

/** The programme's logo in the tests of crashes and backups, and the settings that name it. */
export const logo = storeLogo(disc)
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>',
)
export const vector = { id: hashOf(svg), bytes: svg }
export const look = { logo: logo.id, logoVector: vector.id, accentLight: '#7a0044', accentDark: '#ffd600' }
