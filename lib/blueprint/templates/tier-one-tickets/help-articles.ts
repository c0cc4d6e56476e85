import { page } from "../template-parts.ts";

/** The help centre of an invented bookkeeping service, and what its first tier may do. */
export const helpArticles = [
  page(
    "Signing in",
    `## Forgotten password

Choose “Forgot password” on the sign-in page. The link in the mail is valid for 30 minutes and can be used once. If no mail arrives within five minutes, look into the spam folder first.

## Locked account

After 8 wrong passwords an account is locked for 15 minutes. Waiting is enough; nobody has to unlock it.

## Lost second factor

Use one of the ten recovery codes you printed when you turned it on. Without a code only a person can help, after a call back to the number on file.`,
  ),
  page(
    "Invoices and billing",
    `## Where invoices are

Every invoice stands under Settings, Billing, and is sent on the first of the month to the billing address.

## Changing the plan

An upgrade counts at once and is charged for the rest of the month. A downgrade counts from the next month.

## A failed payment

We try again after 3 and after 7 days. After 14 days the account becomes read-only; nothing is deleted.

## Changing the card

Owners change the card under Settings, Billing. We cannot do it for you, and never send a card number to us.`,
  ),
  page(
    "Importing bank statements",
    `Statements can be imported as CSV, MT940 or CAMT files of up to 20 MB.

## Duplicates

A line that was imported before is left out. When the same booking appears twice, the file was imported under two accounts: delete one of them.

## Wrong characters

Save the CSV file as UTF-8 and import it again.

## It takes too long

An import of 10,000 lines takes about two minutes. After ten minutes it has failed: open a ticket and name the account.`,
  ),
  page(
    "Sharing with an accountant",
    `Invite your accountant under Settings, People, as a reader or as an editor. The seat of one accountant is free in every plan.

## Taking access away

Remove the person under Settings, People. The access ends at once; what they booked stays.

## Export for the tax office

The export under Reports, Year end holds all bookings and receipts of a year as ZIP.`,
  ),
  page(
    "Service levels",
    `## Tier 1

Questions an article answers, and tickets about sign-in, billing and imports. The agent takes them day and night. A tier-1 ticket is resolved within 2 hours.

## Tier 2

Lost data, wrong sums, and anything about another customer's data. A person takes over, within 4 working hours.

## Priorities

Urgent: nobody in the company can work. High: one person cannot work. Normal: everything else.

## Closing a ticket

A ticket is closed when the customer says so, or three days after the last answer. Writing again opens it again.`,
  ),
];
