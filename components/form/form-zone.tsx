'use client'

import { defineField } from './form-field.tsx'
import { ZoneInput } from './zone-input.tsx'

/** The field of a time zone, apart from the others: its list is long. */
export const FormZone = defineField<typeof ZoneInput>(ZoneInput)
