import { page } from "../template-parts.ts";

/** The returns policy of an invented furnishing shop. */
export const returnsPolicy = [
  page(
    "When a refund is due",
    `A refund is due once the goods came back to us. Before that nothing is paid.

## How long

The limit is counted from delivery to the day the goods came back: 30 days, and 40 days in California.

## Too late

Goods that came back too late are looked at by a person. A late return is neither promised nor refused by the desk.`,
  ),
  page(
    "Fees and discontinued goods",
    `A restocking fee is taken where the state allows one: 15 percent in Texas and Oregon, 10 percent in New York, none in California.

## Discontinued goods

There is no restocking fee for discontinued goods, because they cannot be exchanged for the same.

## Sales tax

The sales tax on what is paid back is paid back, too.`,
  ),
  page(
    "Promotions and returns",
    `A promotion holds for what is kept. When the kept part of an order no longer reaches the promotion's amount, the whole promotion is taken off the refund.

## Percent promotions

A promotion in percent is taken back for what came back, and stays with what is kept.

## Whole orders

When everything came back, the customer gets back what was paid and no more.`,
  ),
  page(
    "How a refund is paid",
    `A refund goes back the way it was paid: store credit as store credit, card to the card, in the same shares.

## Rounding

Amounts are counted in cents. Half a cent is rounded up, and the card gets the rest, so that the parts always add up.

## Small store credit

In California a store credit below 10 USD is paid to the card instead.

## Above 200 USD

A refund above 200 USD is approved by a person before it is paid.`,
  ),
  page(
    "What a person decides",
    `Orders from states without rules, payments that do not add up, impossible quantities and late returns are decided by a person.

## Never

Nothing is refunded twice, and no amount is agreed that was not worked out from the order.`,
  ),
];
