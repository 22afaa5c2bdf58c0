import { accountActions } from '../features/accounts/actions.ts'
import { accounts } from '../features/accounts/contract.ts'
import { activistActions } from '../features/activists/actions.ts'
import { activists } from '../features/activists/contract.ts'
import { campaignActions } from '../features/campaigns/actions.ts'
import { campaigns } from '../features/campaigns/contract.ts'
import { breakGlassActions } from '../features/break-glass/actions.ts'
import { breakGlass } from '../features/break-glass/contract.ts'
import { clientActions } from '../features/clients/actions.ts'
import { clients } from '../features/clients/contract.ts'
import { contactActions } from '../features/contacts/actions.ts'
import { contacts } from '../features/contacts/contract.ts'
import { directoryActions } from '../features/directory/actions.ts'
import { directory } from '../features/directory/contract.ts'
import { draftActions } from '../features/drafts/actions.ts'
import { drafts } from '../features/drafts/contract.ts'
import { eventActions } from '../features/events/actions.ts'
import { events } from '../features/events/contract.ts'
import { faultActions } from '../features/faults/actions.ts'
import { faults } from '../features/faults/contract.ts'
import { figureActions } from '../features/figures/actions.ts'
import { figures } from '../features/figures/contract.ts'
import { folderActions } from '../features/folders/actions.ts'
import { folders } from '../features/folders/contract.ts'
import { handOverActions } from '../features/hand-overs/actions.ts'
import { handOvers } from '../features/hand-overs/contract.ts'
import { houseActions } from '../features/house/actions.ts'
import { house } from '../features/house/contract.ts'
import { identificationActions } from '../features/identification/actions.ts'
import { identification } from '../features/identification/contract.ts'
import { institutionActions } from '../features/institutions/actions.ts'
import { institutions } from '../features/institutions/contract.ts'
import { ledgerActions } from '../features/ledger/actions.ts'
import { ledger } from '../features/ledger/contract.ts'
import { memberActions } from '../features/members/actions.ts'
import { members } from '../features/members/contract.ts'
import { memorandumActions } from '../features/memoranda/actions.ts'
import { memoranda } from '../features/memoranda/contract.ts'
import { noticeActions } from '../features/notices/actions.ts'
import { notices } from '../features/notices/contract.ts'
import { passkeyActions } from '../features/passkeys/actions.ts'
import { passkeys } from '../features/passkeys/contract.ts'
import { pathwayActions } from '../features/pathways/actions.ts'
import { pathways } from '../features/pathways/contract.ts'
import { presenceActions } from '../features/presence/actions.ts'
import { presence } from '../features/presence/contract.ts'
import { recoveryActions } from '../features/recovery/actions.ts'
import { recovery } from '../features/recovery/contract.ts'
import { requestActions } from '../features/requests/actions.ts'
import { requests } from '../features/requests/contract.ts'
import { restrictionActions } from '../features/restrictions/actions.ts'
import { restrictions } from '../features/restrictions/contract.ts'
import { secondStepActions } from '../features/second-steps/actions.ts'
import { secondSteps } from '../features/second-steps/contract.ts'
import { serviceActions } from '../features/services/actions.ts'
import { services } from '../features/services/contract.ts'
import { sessionActions } from '../features/sessions/actions.ts'
import { sessions } from '../features/sessions/contract.ts'
import { situationActions } from '../features/situations/actions.ts'
import { situations } from '../features/situations/contract.ts'
import { witnessActions } from '../features/witness/actions.ts'
import { witness } from '../features/witness/contract.ts'
import { feature } from './handlers.ts'
import type { Feature } from './handlers.ts'

/** One line a feature: its contract and its handlers. A contract without a handler does not start. */
export const features: readonly Feature[] = [
  feature(house, houseActions),
  feature(sessions, sessionActions),
  feature(accounts, accountActions),
  feature(passkeys, passkeyActions),
  feature(notices, noticeActions),
  feature(secondSteps, secondStepActions),
  feature(members, memberActions),
  feature(recovery, recoveryActions),
  feature(drafts, draftActions),
  feature(folders, folderActions),
  feature(presence, presenceActions),
  feature(handOvers, handOverActions),
  feature(contacts, contactActions),
  feature(clients, clientActions),
  feature(restrictions, restrictionActions),
  feature(breakGlass, breakGlassActions),
  feature(situations, situationActions),
  feature(identification, identificationActions),
  feature(services, serviceActions),
  feature(institutions, institutionActions),
  feature(campaigns, campaignActions),
  feature(events, eventActions),
  feature(activists, activistActions),
  feature(directory, directoryActions),
  feature(memoranda, memorandumActions),
  feature(pathways, pathwayActions),
  feature(requests, requestActions),
  feature(figures, figureActions),
  feature(ledger, ledgerActions),
  feature(faults, faultActions),
  feature(witness, witnessActions),
]
