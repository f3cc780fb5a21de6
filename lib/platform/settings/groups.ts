import { crc32 } from 'node:zlib'
import { deadlines, type Settings } from './schema.ts'

/** The settings that are saved together, by the page they stand on. */
export const settingGroups = {
  programme: ['programmeName', 'staffAddress', 'supportAddress', 'privacyEn', 'privacyIt'],
  deadlines,
} as const satisfies Record<string, readonly (keyof Settings)[]>
export type SettingGroup = keyof typeof settingGroups
export type GroupValues<Group extends SettingGroup> = Pick<Settings, (typeof settingGroups)[Group][number]>

/** What a form that shows these values starts from: another number as soon as one of them is another. */
export function versionOf(group: SettingGroup, settings: Settings): number {
  return crc32(JSON.stringify(settingGroups[group].map((key) => settings[key])))
}
