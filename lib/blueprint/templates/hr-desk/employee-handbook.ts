import { page } from "../template-parts.ts";

/** The handbook of an invented employer. */
export const employeeHandbook = [
  page(
    "Holidays and leave",
    `## How much

Everybody has 30 days of leave a year; with part-time, in proportion. Leave of the old year lapses on 31 March.

## Asking for leave

Ask at least two weeks ahead for more than three days. Up to 10 days in a row are confirmed at once when the balance allows it. More than 10 days are approved by your manager.

## Days that are given

24 and 31 December are free and cost no leave. Moving house: one day. Own wedding: two days.

## Carrying over

At most 5 days may be carried over, and only until 31 March.`,
  ),
  page(
    "Sick leave",
    `## Calling in sick

Tell your team before 9:00 on the first day. From the fourth day on a doctor's note is needed.

## A sick child

Up to 10 days a year for each child under 12; single parents 20 days.

## During a holiday

Days of sickness during leave are given back with a doctor's note.

## Coming back

After six weeks we offer a plan to come back in steps. Nobody has to say what they had.`,
  ),
  page(
    "Parental leave",
    `Parental leave can be taken by both parents until the child is 3 years old. Announce it seven weeks before it begins, in writing.

## Part-time during it

Up to 32 hours a week are allowed.

## Coming back

Your job, or one like it at the same pay, is kept.`,
  ),
  page(
    "Working from home",
    `Up to 3 days a week from home, agreed with the team. New colleagues come to the office for their first month.

## Abroad

Up to 20 working days a year from another country of the European Union. Ask HR four weeks ahead, because of tax and insurance.

## Equipment

A screen and a chair up to 400 EUR are paid once.`,
  ),
  page(
    "Pay and documents",
    `Salaries are paid on the 25th. Payslips are in the portal two days before.

## Pay rises

Pay is looked at every year in April. Nobody in this chat can promise a rise or name somebody else's pay.

## Letters

A letter of employment is written within two working days. Ask here and say what it is for.

## A new bank account

Change it in the portal yourself before the 15th. Never send a bank account number in a chat.`,
  ),
];
