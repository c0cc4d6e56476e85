/** Whether this machine knows a time zone of that name, such as Europe/Berlin. */
export function isTimeZone(zone: string): boolean {
  // PostgreSQL reads "+02:00" with the sign turned round, so only names are taken.
  if (!/^[A-Za-z][\w+/-]*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
