import type { StarterData } from "../starter-data.ts";
import { pricingPolicy } from "./pricing-policy.ts";

const product = (
  sku: string,
  name: string,
  category: string,
  price_cents: number,
  floor_cents: number,
  ceiling_cents: number,
) => ({
  sku,
  name,
  category,
  price_cents,
  floor_cents,
  ceiling_cents,
  opening_cents: price_cents,
  opened_on: null,
});

/** The policy, products with their limits, the rule of each category, and what was changed. */
export const data: StarterData = {
  datasets: [
    {
      key: "pricing-policy",
      name: "Pricing policy",
      description: "How prices follow the market, what their limits are for, and who may move them.",
      documents: pricingPolicy,
    },
  ],
  tables: [
    {
      name: "priced_products",
      title: "Products and prices",
      columns: [
        { name: "sku", title: "SKU", type: "text", required: true },
        { name: "name", title: "Name", type: "text", required: true },
        { name: "category", title: "Category", type: "text", required: true },
        { name: "price_cents", title: "Price, cents", type: "integer", required: true },
        { name: "floor_cents", title: "Floor, cents", type: "integer", required: true },
        { name: "ceiling_cents", title: "Ceiling, cents", type: "integer", required: true },
        { name: "opening_cents", title: "Price the day began with, cents", type: "integer", required: true },
        { name: "opened_on", title: "Last changed on", type: "date" },
      ],
      checks: [
        { when: "row.price_cents >= row.floor_cents", message: "The price is below the floor." },
        { when: "row.price_cents <= row.ceiling_cents", message: "The price is above the ceiling." },
        {
          when: "before == null || row.price_cents == before.price_cents || row.opened_on == today",
          message: "A new price needs today's date in opened_on.",
        },
        {
          when: "before == null || row.opened_on == before.opened_on || row.opened_on == today",
          message: "opened_on can only move to today.",
        },
        {
          when: "before == null || row.opening_cents == (row.opened_on == before.opened_on ? before.opening_cents : before.price_cents)",
          message: "opening_cents must be the price the day began with.",
        },
        {
          when: "before == null || row.price_cents == before.price_cents || (row.price_cents <= row.opening_cents * 1.2 && row.price_cents >= row.opening_cents * 0.8)",
          message: "A price may move by at most 20 percent a day.",
        },
      ],
      rows: [
        product("KX-100", "Kettle 1 l", "kitchen", 4490, 3800, 5900),
        product("KX-200", "Kettle 1.7 l", "kitchen", 5990, 5200, 7900),
        product("TR-040", "Toaster", "kitchen", 3900, 3100, 4900),
        product("LM-310", "Desk lamp", "light", 7200, 5600, 9900),
        product("LM-320", "Floor lamp", "light", 14900, 12000, 19900),
      ],
    },
    {
      name: "price_rules",
      title: "Price rules",
      columns: [
        { name: "category", title: "Category", type: "text", required: true },
        { name: "undercut_cents", title: "Below the offer by, cents", type: "integer", required: true },
        { name: "daily_percent", title: "Change a day, percent", type: "integer", required: true },
      ],
      checks: [
        {
          when: "row.daily_percent >= 0.0 && row.daily_percent <= 20.0",
          message: "A price may move by 0 to 20 percent a day.",
        },
      ],
      rows: [
        { category: "kitchen", undercut_cents: 10, daily_percent: 15 },
        { category: "light", undercut_cents: 0, daily_percent: 10 },
      ],
    },
    {
      name: "price_changes",
      title: "Price changes",
      columns: [
        { name: "sku", title: "SKU", type: "text", required: true },
        { name: "old_cents", title: "Before, cents", type: "integer", required: true },
        { name: "new_cents", title: "After, cents", type: "integer", required: true },
        { name: "competitor_cents", title: "Offer, cents", type: "integer" },
        { name: "seller", title: "Seller", type: "text" },
        { name: "why", title: "Why", type: "text" },
        { name: "changed_on", title: "Day", type: "date" },
      ],
      rows: [],
    },
  ],
};
