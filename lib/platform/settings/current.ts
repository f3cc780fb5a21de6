import { cache } from 'react'
import { getStore } from '#/lib/platform/store/store.ts'
import { readSettings } from './queries.ts'

/** The settings, cached per request. */
export const currentSettings = cache(async () => readSettings((await getStore()).read))
