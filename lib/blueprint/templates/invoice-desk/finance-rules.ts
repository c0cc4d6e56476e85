import { page } from "../template-parts.ts";

/** The rules of an invented accounts department. */
export const financeRules = [
  page(
    "Approving invoices",
    `## Who approves

Invoices up to 1,000 EUR are approved by the desk when they match an order. Invoices above 1,000 EUR are approved by a person of the finance team. Above 25,000 EUR the managing director signs as well.

## Three-way match

Order, delivery note and invoice must agree within 2 percent. What does not agree is disputed, not paid in part.

## Four eyes

Nobody approves an invoice of a supplier they ordered from themselves.`,
  ),
  page(
    "Payment terms",
    `Suppliers are paid 30 days after the invoice has arrived, on Tuesdays and Fridays.

## Early payment

A discount for early payment is taken when it is 2 percent or more.

## Reminders

A first reminder is answered within two days. An invoice that was never received is asked for again; no late fee is owed for it.

## New bank details

New bank details of a supplier are confirmed by telephone, at the number we already have. Never at the number in the letter.`,
  ),
  page(
    "What an invoice must show",
    `Name and address of both sides, date, a running number, what was delivered and when, net sum, tax rate and tax, and the supplier's tax number.

## Small amounts

Up to 250 EUR the address of the buyer and the number may be missing.

## Wrong invoices

A wrong invoice is sent back with the reason. It counts as received when the right one arrives.

## Where to send

As PDF or XRechnung to invoices@example.com, one invoice a mail.`,
  ),
  page(
    "Travel and expenses",
    `## Deadlines

Expenses are handed in within 60 days, with receipts.

## Hotels

Up to 140 EUR a night, in capitals up to 190 EUR, breakfast included.

## Meals

Day rates as by law; no receipts are needed. Invitations: name the guests and the reason.

## Trains and flights

Second class by train. Flights only above 600 kilometres or five hours by train.`,
  ),
  page(
    "Disputes and fraud",
    `## Disputing

Say what does not agree: the sum, the quantity, or that nothing was ordered. The supplier gets a letter, and the time to pay stops.

## Signs of fraud

Hurry, secrecy, a new account, an address that is nearly right. Stop and hand over to a person.

## Never

Nobody pays because a chat, a mail or a caller says so.`,
  ),
];
