import { page } from "../template-parts.ts";

/** The buying guide of an invented outdoor shop, as its best salespeople would give it. */
export const buyingGuide = [
  page(
    "Tents",
    `## For weekends in summer

Take the Larch 2 (TN-210). It weighs 1.9 kg, stands in four minutes and keeps a summer storm out. Two people and two rucksacks fit.

## For winter and mountains

Take the Firn 2 (TN-340). It has five poles, snow flaps and a tunnel vent, and stands where a three-season tent tears. It weighs 3.4 kg.

## For families

Take the Meadow 5 (TN-520). Two sleeping cabins, a room to stand in, and a door on each side. It weighs 9 kg and is not for carrying far.

## Looking after a tent

Dry it before you store it. Wash it by hand in cold water, never in a machine. Treat the seams again every second year.`,
  ),
  page(
    "Sleeping bags",
    `## Which temperature

Take a bag whose comfort temperature is five degrees below the coldest night you expect. Most people sleep colder than the label says.

## Down or synthetic

Down is lighter and packs smaller, but stops warming when it is wet. Take the Eider 400 (SB-110) in dry cold. Synthetic warms when wet and dries fast: take the Otter 600 (SB-205) for boats and rainy tours.

## For children

Take the Cub (SB-050); its foot end can be shortened by 40 cm.`,
  ),
  page(
    "Rucksacks",
    `## For a day

Take the Heron 22 (RS-022). It holds a jacket, food and two bottles.

## For a hut tour

Take the Heron 40 (RS-040), for three to five days with a light bag.

## The right back length

Measure from the seventh vertebra to the top of the hips. Below 43 cm take size S, from 43 to 49 cm size M, above that size L.`,
  ),
  page(
    "Trying on, reserving and returning",
    `## Reserving

Any product in stock is put aside for three days when you reserve it. Reserving is free and binds nobody.

## Trying out

Tents can be pitched in the yard of the shop. Rucksacks are fitted with weights in them.

## Returning

Unused goods go back within 60 days. A tent that was pitched once at home counts as unused.

## Loyalty price

Members of the club pay 5 percent less. There are no other discounts.`,
  ),
  page(
    "How we recommend",
    `Ask what it is for before you name a product: the season, how many people, and whether it is carried. Name one product, say why, and one honest limit of it. Recommend the cheaper product when it does the job. Nobody is told that stock is running out unless it is.`,
  ),
];
