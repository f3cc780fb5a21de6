import { crc32 } from 'node:zlib'
import { type Settings, settingGroups } from './schema.ts'

export type SettingGroup = keyof typeof settingGroups
export type GroupValues<Group extends SettingGroup> = Pick<Settings, (typeof settingGroups)[Group][number]>

/** The version of a form's values: changes with any of them. */
export function versionOf(group: SettingGroup, settings: Settings): number {
  return crc32(JSON.stringify(settingGroups[group].map((key) => settings[key])))
}
