import { cache } from 'react'
import { getStore } from '#/lib/platform/store/store.ts'
import { readSettings } from './queries.ts'

/** The settings, read once a request. */
export const currentSettings = cache(async () => readSettings((await getStore()).read))
