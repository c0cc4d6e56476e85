/** What a price is worked out from. */
export const priceLookups = [
  { name: "products", value: "priced_products where sku = sku" },
  { name: "rules", value: "price_rules where category = products.category" },
];

/**
 * Follows a competitor's price by the rule of the category, within floor, ceiling and the change a day may bring. The
 * table's own row checks say the same, so that nothing else can write past the limits either.
 */
export const priceRule = `const [product] = input.products;
const [rule] = input.rules;
const offer = Number(input.competitor_cents);
if (!product) return { refuse: "There is no product " + input.sku + "." };
if (!rule) return { refuse: "There is no price rule for " + product.category + ". A person has to add one." };
if (!Number.isInteger(offer) || offer <= 0)
  return { refuse: "The competitor's price must be a whole number of cents above zero." };
const isNewDay = product.opened_on !== input.today;
const opening = isNewDay ? product.price_cents : product.opening_cents;
const low = Math.max(product.floor_cents, opening - Math.floor((opening * rule.daily_percent) / 100));
const high = Math.min(product.ceiling_cents, opening + Math.floor((opening * rule.daily_percent) / 100));
if (low > high) return { refuse: "The price of " + product.sku + " lies outside its limits. A person has to set it." };
const wanted = offer - rule.undercut_cents;
const price = Math.min(Math.max(wanted, low), high);
const why =
  price === wanted ? "follows the offer"
  : price === product.floor_cents ? "held at the floor"
  : price === product.ceiling_cents ? "held at the ceiling"
  : "held at the change a day may bring";
const result = { sku: product.sku, old_cents: product.price_cents, new_cents: price, why };
return {
  result,
  write: [
    ...(price === product.price_cents
      ? []
      : [{
          table: "priced_products",
          find: { sku: product.sku, price_cents: product.price_cents },
          set: { price_cents: price, opening_cents: opening, opened_on: input.today },
        }]),
    {
      table: "price_changes",
      insert: { ...result, seller: String(input.seller ?? "").slice(0, 120), competitor_cents: offer, changed_on: input.today },
    },
  ],
};`;
