import type { StarterData } from "../starter-data.ts";

/** The house rules of an invented kitchenware shop, as its support desk would keep them. */
export const policies: StarterData["datasets"][number]["documents"] = [
  {
    title: "Returns within 30 days",
    mediaType: "text/markdown",
    text: `# Returns within 30 days

You can return almost anything you bought from us within 30 days of delivery, and you do not have to give a reason. The 30 days are counted from the day the parcel was delivered, not from the day you ordered.

## Condition of returned goods

Please send the item back clean, unused and in its original packaging. Trying a kettle once is fine; a pan that has been cooked in every evening is not unused, and we then refund at most half of the price.

## How to send something back

Write to us with your order number. We e-mail a prepaid label the same working day. Drop the parcel at any collection point; you do not need a printer, the code on your phone is enough. Return shipping is free within the European Union.

## When you get your money back

We refund the price of the item to the original means of payment within 5 working days after the parcel has reached our warehouse. The original shipping fee is not refunded when you simply changed your mind.

## What cannot be returned

Engraved or made-to-order pieces, gift cards, and opened food such as tea and spices cannot be returned unless they arrived damaged or faulty.`,
  },
  {
    title: "Damaged or faulty goods",
    mediaType: "text/markdown",
    text: `# Damaged or faulty goods

If an item arrives damaged, broken, dented, scratched or not working, you get a full refund including the shipping fee, or a free replacement: whichever you prefer. This holds whatever the item cost.

## What we need from you

Tell us your order number and what is wrong within 14 days of delivery. A photo helps but is not required for items below 100 EUR. You do not need to send a damaged item back unless we ask for it.

## Approval of larger refunds

The support desk may refund up to 100 EUR at once. A refund above 100 EUR is checked by a person first, usually within one working hour, and then paid out the same day.

## Wrong or missing items

If we sent the wrong item or something is missing from the parcel, we send the right one by express at no cost. If it is out of stock, we refund it in full, shipping included.

## Damage that appears later

A fault that shows up after the first 14 days is covered by the two-year warranty.`,
  },
  {
    title: "Two-year warranty",
    mediaType: "text/markdown",
    text: `# Two-year warranty

Every product has a warranty of 2 years from the day of delivery. Knives and cast iron have a warranty of 10 years.

## What the warranty covers

It covers faults in material and workmanship: a kettle that leaks or no longer switches off, a handle that comes loose, a coating that peels. We repair the item, or replace it if a repair takes longer than 10 working days. If neither is possible, we refund the price paid.

## What it does not cover

Normal wear, limescale, dents from a fall, and damage from the dishwasher where the manual says hand wash only are not covered. Opening the base of an electric appliance ends its warranty.

## How to claim

Send your order number, a short description of the fault and, if you can, a photo or a video. The order confirmation is proof of purchase; you do not need the original box. We pay shipping in both directions for warranty claims.`,
  },
  {
    title: "Shipping times and costs",
    mediaType: "text/markdown",
    text: `# Shipping times and costs

Orders placed before 14:00 on a working day leave our warehouse in Utrecht the same day.

## How long delivery takes

- Netherlands, Belgium and Germany: 1 to 2 working days
- Rest of the European Union: 3 to 5 working days
- United Kingdom, Switzerland and Norway: 5 to 8 working days

Express delivery by 12:00 on the next working day is available in the Netherlands, Belgium and Germany for 9.90 EUR.

## What shipping costs

Standard shipping costs 4.90 EUR within the European Union and is free for orders of 75 EUR or more. To the United Kingdom, Switzerland and Norway it costs 14.90 EUR; customs duties are paid by the recipient.

## Tracking and late parcels

You get a tracking link by e-mail when the parcel leaves. If a parcel has not moved for 5 working days, tell us: we open a search with the carrier and, if it is not found within 3 working days, send the order again or refund it in full.`,
  },
  {
    title: "Changing or cancelling an order",
    mediaType: "text/markdown",
    text: `# Changing or cancelling an order

## Before the parcel leaves

As long as an order has the status "processing", you can cancel it free of charge or change the address, the colour or the quantity. Write to us with the order number. A cancelled order is refunded in full within 2 working days.

## After the parcel has left

Once an order has the status "shipped" it can no longer be cancelled. You may refuse the parcel at the door or return it within 30 days of delivery; see the rules for returns.

## Made-to-order pieces

Engraved pieces go into production one hour after the order. After that hour they cannot be cancelled.

## When we cancel

If a payment is not completed within 3 days, or an item turns out to be sold out, we cancel the order and tell you by e-mail. Money already paid is returned in full.`,
  },
  {
    title: "Store credit and gift cards",
    mediaType: "text/markdown",
    text: `# Store credit and gift cards

## Store credit in place of a refund

For any return you may choose store credit in place of money. Store credit is 10 percent higher than the refund would have been, is available at once, and is valid for 3 years. It cannot be changed back into money later.

## Using store credit

Credit is tied to your e-mail address and is offered automatically at the checkout. It can pay for goods and for shipping, and be combined with a discount code.

## Gift cards

Gift cards are sold from 10 to 250 EUR, are sent by e-mail within minutes, and are valid for 5 years. They cannot be returned or paid out. If a gift card is lost, we can send it again to the buyer's address with the order number.

## Goodwill

If a parcel was more than 5 working days late, the support desk may offer 10 EUR of store credit as an apology, once per order.`,
  },
  {
    title: "Contact and opening hours",
    mediaType: "text/markdown",
    text: `# Contact and opening hours

## When people answer

Our support desk is staffed Monday to Friday from 9:00 to 18:00 and Saturday from 10:00 to 14:00, Central European Time. It is closed on Sundays and on Dutch public holidays. Outside these hours the assistant answers and hands over what it cannot solve; a person replies on the next working day, usually before 11:00.

## How to reach us

Use the chat on our website, or write to help@copperandpine.example. There is no telephone support; we call you back when a matter is easier to talk about.

## What to have at hand

Your order number is the four-digit number in the subject of the confirmation e-mail. Without it, we can find an order by the e-mail address it was placed with.

## Showroom

The showroom at Oudegracht 214 in Utrecht is open Tuesday to Saturday from 11:00 to 17:00. Returns can be handed in there as well.`,
  },
  {
    title: "Payment and invoices",
    mediaType: "text/markdown",
    text: `# Payment and invoices

## Ways to pay

We accept Visa, Mastercard, iDEAL, Bancontact, PayPal and bank transfer. Cards are charged when the parcel leaves, not when you order. Orders paid by bank transfer are kept for 3 days.

## Invoices

The invoice is attached to the shipping e-mail as a PDF. Companies can add a VAT number and a reference at the checkout; we can correct an invoice within 30 days of the order.

## Discount codes

One discount code can be used per order. A code cannot be added to an order that has already been placed, but if you forgot one and the order is still processing, we cancel it so that you can order again.

## Safety

We never ask for a full card number or a password by chat or e-mail.`,
  },
];
