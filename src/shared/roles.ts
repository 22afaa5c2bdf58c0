/** Who may do what: the table of the practice. Which rows she sees is decided by her holds; both must say yes. */
export const roles = [
  'consultant',
  'case_manager',
  'specialist',
  'field',
  'reintegration',
  'prevention',
  'coordinator',
  'administrator',
  'director',
] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'contacts:take',
  'clients:find',
  'clients:write',
  'clients:restrict',
  'situations:write',
  'services:record',
  'institutions:record',
  'campaigns:read',
  'directory:import',
  'institutions:import',
  'memoranda:write',
  'requests:keep',
  'prevention:write',
  'figures:read',
  'records:read',
  'figures:release',
  'members:invite',
  'members:let-in',
  'accounts:manage',
  'settings:write',
  'ledger:read',
  'glass:break',
] as const
export type Permission = (typeof permissions)[number]

const everydayWork = ['figures:read', 'records:read', 'ledger:read', 'institutions:record'] as const
const personsWork = ['contacts:take', 'clients:find', 'clients:write', 'situations:write', 'services:record', 'campaigns:read'] as const

const grants: Readonly<Record<Role, readonly Permission[]>> = {
  consultant: [...everydayWork, ...personsWork],
  case_manager: [...everydayWork, ...personsWork, 'clients:restrict', 'requests:keep'],
  specialist: [...everydayWork, 'clients:find', 'services:record', 'requests:keep'],
  field: [...everydayWork, ...personsWork],
  reintegration: [...everydayWork, 'clients:find', 'clients:write', 'services:record'],
  prevention: [...everydayWork, 'campaigns:read', 'prevention:write'],
  coordinator: [
    ...everydayWork,
    ...personsWork,
    'directory:import',
    'institutions:import',
    'memoranda:write',
    'requests:keep',
    'clients:restrict',
    'glass:break',
    'prevention:write',
    'figures:release',
    'members:invite',
    'members:let-in',
    'accounts:manage',
    'settings:write',
  ],
  administrator: ['members:invite', 'accounts:manage', 'settings:write', 'ledger:read'],
  director: ['figures:read', 'records:read', 'figures:release', 'ledger:read'],
}

/** A member may hold several roles; one that allows it is enough. */
export function may(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => grants[role].includes(permission))
}

export function isManager(held: readonly Role[]): boolean {
  return held.includes('coordinator')
}
