/** The guide's pictures; `npm run pictures` takes them and writes their sizes beside this file. */
export const helpPictures = ['sign-in-code', 'gate', 'field', 'users', 'support', 'sandbox'] as const
export type HelpPicture = (typeof helpPictures)[number]

/** In CSS pixels; files have twice as many in each direction. */
export type PictureSize = { width: number; height: number }
