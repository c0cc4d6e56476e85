import type { StarterData } from "../starter-data.ts";
import { returnsPolicy } from "./returns-policy.ts";

const order = (
  number: number,
  customer: string,
  state: string,
  promotion: string | null,
  card_cents: number,
  credit_cents: number,
  more: { status?: string; delivered_on?: string; came_back_on?: string | null } = {},
) => ({
  number,
  customer,
  state,
  promotion,
  card_cents,
  credit_cents,
  status: "came back",
  delivered_on: "2026-10-02",
  came_back_on: "2026-10-12",
  ...more,
});

const line = (
  order_number: number,
  item: string,
  quantity: number,
  unit_cents: number,
  came_back: number,
  discontinued = false,
) => ({ order_number, item, quantity, unit_cents, came_back, discontinued });

const rule = (
  state: string,
  tax_basis_points: number,
  restocking_percent: number,
  window_days: number,
  pay_out_below_cents: number,
) => ({ state, tax_basis_points, restocking_percent, window_days, pay_out_below_cents });

/** The policy, and orders that came back with what decides their refund: lines, promotions, store credit, rules of states. */
export const data: StarterData = {
  datasets: [
    {
      key: "returns-policy",
      name: "Returns policy",
      description: "When a refund is due, what is taken off, how it is paid, and what a person decides.",
      documents: returnsPolicy,
    },
  ],
  tables: [
    {
      name: "return_orders",
      title: "Orders",
      columns: [
        { name: "number", title: "Number", type: "integer", required: true },
        { name: "customer", title: "Customer", type: "email", required: true },
        { name: "state", title: "State", type: "text" },
        { name: "promotion", title: "Promotion", type: "text" },
        { name: "card_cents", title: "Paid by card, cents", type: "integer", required: true },
        { name: "credit_cents", title: "Paid by store credit, cents", type: "integer", required: true },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["delivered", "came back", "refunded"],
        },
        { name: "delivered_on", title: "Delivered", type: "date" },
        { name: "came_back_on", title: "Came back", type: "date" },
      ],
      rows: [
        // A discontinued lamp whose return costs the order its promotion, paid in part by store credit, in a state with a fee.
        order(7001, "ida@example.com", "TX", "SAVE20", 9969, 5000),
        order(7002, "joel@example.com", "OR", null, 6000, 0),
        order(7003, "mei@example.com", "CA", "TEN", 8643, 1000),
        order(7004, "noor@example.com", "TX", null, 0, 4330),
        order(7005, "omar@example.com", "NY", null, 43520, 10880),
        order(7006, "pia@example.com", "TX", null, 4330, 0, { status: "delivered", came_back_on: null }),
        order(7007, "quin@example.com", "ZZ", null, 4000, 0),
        order(7008, "rhea@example.com", "OR", null, 9000, 0, { came_back_on: "2026-12-24" }),
      ],
    },
    {
      name: "return_lines",
      title: "Order lines",
      columns: [
        { name: "order_number", title: "Order", type: "integer", required: true },
        { name: "item", title: "Item", type: "text", required: true },
        { name: "quantity", title: "Ordered", type: "integer", required: true },
        { name: "unit_cents", title: "Price of one, cents", type: "integer", required: true },
        { name: "came_back", title: "Came back", type: "integer", required: true },
        { name: "discontinued", title: "Discontinued", type: "boolean" },
      ],
      rows: [
        line(7001, "Brass lamp", 1, 8990, 1, true),
        line(7001, "Linen shade", 1, 6838, 0),
        line(7002, "Oak stool", 1, 6000, 1),
        line(7003, "Wool throw", 2, 4995, 1),
        line(7004, "Clay vase", 1, 4000, 1),
        line(7005, "Standing desk", 1, 50000, 1),
        line(7006, "Clay vase", 1, 4000, 0),
        line(7007, "Oak tray", 1, 4000, 1),
        line(7008, "Reading chair", 1, 9000, 1),
      ],
    },
    {
      name: "return_promotions",
      title: "Promotions",
      columns: [
        { name: "code", title: "Code", type: "text", required: true },
        { name: "from_cents", title: "From an order of, cents", type: "integer", required: true },
        { name: "off_cents", title: "Off, cents", type: "integer", required: true },
        { name: "off_percent", title: "Off, percent", type: "integer", required: true },
      ],
      rows: [
        { code: "SAVE20", from_cents: 10000, off_cents: 2000, off_percent: 0 },
        { code: "TEN", from_cents: 0, off_cents: 0, off_percent: 10 },
      ],
    },
    {
      name: "state_rules",
      title: "Rules of states",
      columns: [
        { name: "state", title: "State", type: "text", required: true },
        { name: "tax_basis_points", title: "Sales tax, basis points", type: "integer", required: true },
        { name: "restocking_percent", title: "Restocking fee, percent", type: "integer", required: true },
        { name: "window_days", title: "Return within, days", type: "integer", required: true },
        { name: "pay_out_below_cents", title: "Store credit paid out below, cents", type: "integer" },
      ],
      checks: [
        {
          when: "row.tax_basis_points >= 0.0 && row.tax_basis_points <= 2000.0",
          message: "A sales tax is between 0 and 20 percent.",
        },
        {
          when: "row.restocking_percent >= 0.0 && row.restocking_percent <= 25.0",
          message: "A restocking fee is at most 25 percent.",
        },
      ],
      rows: [
        rule("TX", 825, 15, 30, 0),
        rule("OR", 0, 15, 30, 0),
        rule("CA", 725, 0, 40, 1000),
        rule("NY", 880, 10, 30, 0),
      ],
    },
    {
      name: "store_credits",
      title: "Store credit",
      columns: [
        { name: "customer", title: "Customer", type: "email", required: true },
        { name: "balance_cents", title: "Balance, cents", type: "integer", required: true },
      ],
      checks: [{ when: "row.balance_cents >= 0.0", message: "A balance cannot be below zero." }],
      rows: [
        { customer: "ida@example.com", balance_cents: 1250 },
        { customer: "noor@example.com", balance_cents: 0 },
      ],
    },
    {
      name: "refunds",
      title: "Refunds",
      columns: [
        { name: "order_number", title: "Order", type: "integer", required: true },
        { name: "customer", title: "Customer", type: "email", required: true },
        { name: "goods_cents", title: "Goods, cents", type: "integer", required: true },
        { name: "promotion_cents", title: "Promotion taken back, cents", type: "integer", required: true },
        { name: "fee_cents", title: "Restocking fee, cents", type: "integer", required: true },
        { name: "tax_cents", title: "Sales tax, cents", type: "integer", required: true },
        { name: "due_cents", title: "Due, cents", type: "integer", required: true },
        { name: "card_cents", title: "To the card, cents", type: "integer", required: true },
        { name: "credit_cents", title: "As store credit, cents", type: "integer", required: true },
      ],
      checks: [
        {
          when: "row.due_cents == row.goods_cents - row.promotion_cents - row.fee_cents + row.tax_cents",
          message: "Goods less promotion and fee plus tax must be what is due.",
        },
        {
          when: "row.card_cents + row.credit_cents == row.due_cents",
          message: "Card and store credit must add up to what is due.",
        },
        {
          when: "row.card_cents >= 0.0 && row.credit_cents >= 0.0",
          message: "No part of a refund is below zero.",
        },
      ],
      rows: [],
    },
  ],
};
