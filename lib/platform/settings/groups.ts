import { crc32 } from 'node:zlib'
import { deadlines, type Settings } from './schema.ts'

/** The settings that are saved together, by page. */
export const settingGroups = {
  programme: [
    'programmeName',
    'accentLight',
    'accentDark',
    'logo',
    'logoVector',
    'staffAddress',
    'supportAddress',
    'privacyEn',
    'privacyIt',
  ],
  deadlines,
} as const satisfies Record<string, readonly (keyof Settings)[]>
export type SettingGroup = keyof typeof settingGroups
export type GroupValues<Group extends SettingGroup> = Pick<Settings, (typeof settingGroups)[Group][number]>

/** The version of a form's values: changes with any of them. */
export function versionOf(group: SettingGroup, settings: Settings): number {
  return crc32(JSON.stringify(settingGroups[group].map((key) => settings[key])))
}
