import { lazy } from 'react'
import type { ComponentType } from 'react'
import type { Permission } from '../shared/roles.ts'
import type { IconName } from './ui/index.ts'

export type Place = { readonly id: string; readonly href: string; readonly icon: IconName; readonly may: Permission | 'member' }

/** What stands at the side, in order; only what she may. */
export const places: readonly Place[] = [
  { id: 'today', href: '/', icon: 'today', may: 'member' },
  { id: 'contacts', href: '/contacts', icon: 'contacts', may: 'contacts:take' },
  { id: 'clients', href: '/clients', icon: 'clients', may: 'clients:find' },
  { id: 'institutions', href: '/directory', icon: 'institutions', may: 'institutions:record' },
  { id: 'prevention', href: '/prevention', icon: 'prevention', may: 'prevention:write' },
  { id: 'figures', href: '/figures', icon: 'figures', may: 'figures:read' },
  { id: 'members', href: '/members', icon: 'clients', may: 'accounts:manage' },
  { id: 'house', href: '/house', icon: 'house', may: 'settings:write' },
  { id: 'ledger', href: '/ledger', icon: 'find', may: 'ledger:read' },
  { id: 'mine', href: '/mine', icon: 'key', may: 'member' },
]

/** One line a screen. `place` says where in the side list it belongs; `ownPaper`: it heads its printed page itself; `foot`: it has one of its own. */
export const routes: readonly { readonly path: string; readonly place: string; readonly may: Permission | 'member'; readonly screen: ComponentType; readonly ownPaper?: true; readonly foot?: true }[] = [
  { path: '/', place: 'today', may: 'member', screen: lazy(() => import('./today.tsx')) },
  { path: '/contacts', place: 'contacts', may: 'contacts:take', screen: lazy(() => import('../features/contacts/screens/contact-list.tsx')) },
  { path: '/contacts/new/:draft?', place: 'contacts', may: 'contacts:take', screen: lazy(() => import('../features/contacts/screens/contact-page.tsx')) },
  { path: '/contacts/:folder', place: 'contacts', may: 'contacts:take', screen: lazy(() => import('../features/contacts/screens/contact-record.tsx')), ownPaper: true },
  { path: '/correct', place: 'contacts', may: 'contacts:take', screen: lazy(() => import('../features/contacts/screens/correct-contact.tsx')), foot: true },
  { path: '/clients', place: 'clients', may: 'clients:find', screen: lazy(() => import('../features/clients/screens/client-list.tsx')) },
  { path: '/clients/:client/openings', place: 'clients', may: 'ledger:read', screen: lazy(() => import('../features/clients/screens/openings-page.tsx')), ownPaper: true },
  { path: '/clients/:client/restrict', place: 'clients', may: 'clients:write', screen: lazy(() => import('../features/restrictions/screens/restrict-page.tsx')), foot: true },
  { path: '/break-glass', place: 'clients', may: 'glass:break', screen: lazy(() => import('../features/break-glass/screens/glass-page.tsx')) },
  { path: '/clients/:client', place: 'clients', may: 'clients:find', screen: lazy(() => import('../features/clients/screens/client-page.tsx')), ownPaper: true },
  { path: '/institutions', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/institutions/screens/institution-contact.tsx')), foot: true },
  { path: '/directory', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/directory/screens/directory-list.tsx')) },
  { path: '/directory/new', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/directory/screens/edit-institution.tsx')), foot: true },
  { path: '/directory/import', place: 'institutions', may: 'directory:import', screen: lazy(() => import('../features/directory/screens/import-directory.tsx')) },
  { path: '/directory/:entry/edit', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/directory/screens/edit-institution.tsx')), foot: true },
  { path: '/directory/:entry', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/directory/screens/institution-page.tsx')), ownPaper: true },
  { path: '/accountability', place: 'institutions', may: 'records:read', screen: lazy(() => import('../features/institutions/screens/accountability.tsx')), ownPaper: true },
  { path: '/requests', place: 'institutions', may: 'requests:keep', screen: lazy(() => import('../features/requests/screens/request-list.tsx')) },
  { path: '/requests/new', place: 'institutions', may: 'requests:keep', screen: lazy(() => import('../features/requests/screens/edit-request.tsx')), foot: true },
  { path: '/requests/:folder/edit', place: 'institutions', may: 'requests:keep', screen: lazy(() => import('../features/requests/screens/edit-request.tsx')), foot: true },
  { path: '/memoranda', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/memoranda/screens/memoranda-list.tsx')) },
  { path: '/memoranda/new', place: 'institutions', may: 'memoranda:write', screen: lazy(() => import('../features/memoranda/screens/edit-memorandum.tsx')), foot: true },
  { path: '/memoranda/:folder/edit', place: 'institutions', may: 'memoranda:write', screen: lazy(() => import('../features/memoranda/screens/edit-memorandum.tsx')), foot: true },
  { path: '/memoranda/:folder', place: 'institutions', may: 'institutions:record', screen: lazy(() => import('../features/memoranda/screens/memorandum-page.tsx')), ownPaper: true },
  { path: '/report', place: 'contacts', may: 'situations:write', screen: lazy(() => import('../features/situations/screens/report.tsx')), foot: true },
  { path: '/identify', place: 'clients', may: 'situations:write', screen: lazy(() => import('../features/identification/screens/identify.tsx')), foot: true },
  { path: '/about-her', place: 'clients', may: 'situations:write', screen: lazy(() => import('../features/identification/screens/about-her.tsx')), foot: true },
  { path: '/screening', place: 'clients', may: 'situations:write', screen: lazy(() => import('../features/screenings/screens/screening.tsx')), foot: true },
  { path: '/help', place: 'clients', may: 'services:record', screen: lazy(() => import('../features/services/screens/record-help.tsx')), foot: true },
  { path: '/hand-over', place: 'today', may: 'services:record', screen: lazy(() => import('../features/hand-overs/screens/write-hand-over.tsx')), foot: true },
  { path: '/prevention', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/prevention-page.tsx')) },
  { path: '/prevention/event', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/event-form.tsx')), foot: true },
  { path: '/prevention/heads', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/heads-form.tsx')), foot: true },
  { path: '/prevention/page', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/public-form.tsx')), foot: true },
  { path: '/prevention/campaign', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/campaigns/screens/campaign-form.tsx')), foot: true },
  { path: '/prevention/activist', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/activists/screens/activist-form.tsx')), foot: true },
  { path: '/events/:folder', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/event-page.tsx')), ownPaper: true },
  { path: '/events/:folder/check-in', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/check-in.tsx')) },
  { path: '/events/:folder/certificates', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/events/screens/certificates.tsx')), ownPaper: true },
  { path: '/campaigns', place: 'prevention', may: 'campaigns:read', screen: lazy(() => import('../features/campaigns/screens/campaign-list.tsx')) },
  { path: '/campaigns/:folder', place: 'prevention', may: 'campaigns:read', screen: lazy(() => import('../features/campaigns/screens/campaign-page.tsx')), ownPaper: true },
  { path: '/activists', place: 'prevention', may: 'prevention:write', screen: lazy(() => import('../features/activists/screens/activists-page.tsx')) },
  { path: '/figures', place: 'figures', may: 'figures:read', screen: lazy(() => import('../features/figures/screens/figures-page.tsx')), ownPaper: true },
  { path: '/figures/year', place: 'figures', may: 'figures:read', screen: lazy(() => import('../features/figures/screens/glance-page.tsx')), ownPaper: true },
  { path: '/figures/explore', place: 'figures', may: 'figures:read', screen: lazy(() => import('../features/figures/screens/explore-page.tsx')), ownPaper: true },
  { path: '/members', place: 'members', may: 'accounts:manage', screen: lazy(() => import('../features/members/screens/members-page.tsx')) },
  { path: '/recovery', place: 'members', may: 'members:let-in', screen: lazy(() => import('../features/recovery/screens/recovery-page.tsx')) },
  { path: '/house', place: 'house', may: 'settings:write', screen: lazy(() => import('../features/house/screens/settings.tsx')), foot: true },
  { path: '/ledger', place: 'ledger', may: 'ledger:read', screen: lazy(() => import('../features/ledger/screens/ledger-page.tsx')) },
  { path: '/mine', place: 'mine', may: 'member', screen: lazy(() => import('../features/accounts/screens/mine-page.tsx')) },
]
