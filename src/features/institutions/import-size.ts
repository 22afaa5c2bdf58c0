/** How much one import of past contacts may bring, and how many of them share a folder. */
export const mostPastContacts = 100_000
export const contactsInBlock = 100
