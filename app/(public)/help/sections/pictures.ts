/** The pictures of the guide; `npm run pictures` takes them, and writes their sizes beside this file. */
export const helpPictures = ['sign-in-code', 'gate', 'field', 'users', 'support', 'sandbox'] as const
export type HelpPicture = (typeof helpPictures)[number]

/** In CSS pixels; files have twice as many each way. */
export type PictureSize = { width: number; height: number }
