/** What is said below a notice: what she may do about it, or what it means for what she writes. Each kind of news has its own. */
export type Advice = 'not-you' | 'keys-again' | 'work' | 'left' | 'joined' | 'renewed' | 'account'

const advices: Readonly<Record<string, Advice>> = {
  'keys.renewed': 'keys-again',
  'roles.changed': 'work', 'team.joined': 'work', 'team.left': 'work', 'account.reopened': 'work', 'roles.changed-by': 'work',
  'member.removed': 'left', 'team.left-by': 'left',
  'team.joined-by': 'joined',
  'keys.renewed-by': 'renewed',
  'account.closed-by': 'account', 'account.reopened-by': 'account',
}

/** What of these news must be said beside them, each once, in the order of the news. What nothing else is known of is about her own keys. */
export const adviceOn = (news: readonly { readonly what: string }[]): Advice[] => [...new Set(news.map(({ what }) => advices[what] ?? 'not-you'))]
