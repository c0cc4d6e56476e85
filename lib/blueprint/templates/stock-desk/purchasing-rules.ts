import { page } from "../template-parts.ts";

/** The purchasing rules of an invented workshop supplier. */
export const purchasingRules = [
  page(
    "When we reorder",
    `An item is reordered when its stock falls to the reorder point. The usual quantity is what is used in two months.

## Large orders

Orders above 100 units are approved by a person of purchasing. Up to 100 units are placed at once.

## Rush orders

A rush order costs 18 percent more and is placed only when a machine stands still or a customer waits.

## Never

Nothing is ordered from a supplier who is not on the list.`,
  ),
  page(
    "Suppliers and lead times",
    `## Brenner Fasteners

Screws, bolts and washers. Lead time 4 working days, free delivery above 300 EUR.

## Okada Seals

Seals and gaskets. Lead time 12 working days by sea, 5 by air at twice the freight.

## Vale Packaging

Boxes and foil. Lead time 2 working days. Pallets are exchanged, not bought.

## When a supplier is late

Ask after two days, escalate after five, take the second source after eight.`,
  ),
  page(
    "Receiving goods",
    `Count before you sign. Damaged goods are photographed, noted on the delivery note and refused when the outer box is open.

## Short deliveries

A short delivery is booked as it came; the rest stays open for 10 days, then it is cancelled.

## Wrong goods

Wrong goods go back at the supplier's cost within 14 days.

## Where it goes

Gate 2 for pallets, gate 4 for parcels, Monday to Friday from 6:00 to 14:00.`,
  ),
  page(
    "Shortages and substitutes",
    `## What may replace what

M6x20 zinc (BX-106) may be replaced by M6x20 steel (BX-107). Seal ring 40 (SR-40) has no substitute.

## Who gets the last ones

Repairs before production, production before stock.

## Telling customers

Tell the customer the same day, with a new date, not with an excuse.`,
  ),
  page(
    "Stocktaking",
    `Every item is counted once a year, fast movers every quarter. A difference above 5 percent or 200 EUR is looked into before it is booked. The count of 2026 is on 12 December; nothing moves between 6:00 and noon.`,
  ),
];
