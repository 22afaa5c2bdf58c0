/** Days within which the last physical trace of something erased is gone: full backups older than this may not exist. */
export const shredWindowDays = 30
