import { page } from "../template-parts.ts";

/** The manual of an invented flat, as the people who live there would keep it. */
export const houseManual = [
  page(
    "Heating and hot water",
    `## Setting the heating

Turn the dial in the hall: 20 degrees by day, 17 at night. It switches by itself at 22:00.

## It stays cold

Look at the pressure on the boiler in the bathroom. Below 1.2 bar, open the blue tap under it until the needle stands at 1.6, then close it.

## Bleeding a radiator

The key hangs inside the broom cupboard. Hold a cup under the valve, open half a turn, close it when water comes.

## Service

The boiler is serviced every September by Frost and Sons.`,
  ),
  page(
    "Rubbish and recycling",
    `Paper is collected every second Tuesday, plastic every second Thursday, the rest each Friday. Put the bins out after 18:00 the evening before.

## Glass

Containers stand at the corner of Mill Lane. Not on Sundays.

## Bulky things

Two collections a year are free; book them a month ahead with the town.

## Batteries and lamps

In the box under the sink; the supermarket takes them.`,
  ),
  page(
    "Appliances",
    `## Dishwasher

It wants salt when the red lamp is on. Clean the sieve every month. Error E24 means that the hose is bent.

## Washing machine

Sixty degrees once a month, empty, so that it does not smell. The filter is behind the flap at the bottom right.

## Oven

Self-cleaning takes three hours; take the trays out first and open a window.

## Smoke alarms

Press each one on the first of the month. A chirp a minute means a new battery.`,
  ),
  page(
    "Wi-Fi and keys",
    `The router stands in the hall cupboard. To restart it, pull the plug for 30 seconds.

## Guests

Guests use the network “Guest room”; the code is on the fridge.

## Keys

A spare key is with Mrs Albrecht on the second floor. A lost key: the lock belongs to the landlord, tell him the same day.`,
  ),
  page(
    "In an emergency",
    `## Water

The main tap is behind the washing machine: turn it to the right.

## Power

The fuses are beside the front door. If the main switch falls again at once, leave it off and call the electrician.

## Gas

If it smells of gas: open the windows, switch nothing, leave, and call 112 from outside.

## Landlord

The landlord answers within a day; for burst pipes call his emergency number on the fridge.`,
  ),
];
