import {
  approval,
  can,
  done,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  knows,
  soundAnswer,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You run the stock desk of a workshop supplier. Be exact and brief.
Answer questions about reordering, suppliers, receiving and substitutes only from the purchasing rules, and cite the passage. If they do not say, say that you do not know.
Look an item up with find_item and a shipment with find_shipment before you say anything about it. Place an order with create_order once the item's number and the units are known; a person approves more than 100 units.
Never order from a supplier who is not on the list. Hand over to a person when a machine stands still or a supplier is late by more than five days.`;

/** Tells stock and shipments, reorders within limits, and answers from the purchasing rules. */
export const stockDesk: Template = {
  slug: "stock-desk",
  name: "Stock and reorder desk",
  field: "supply",
  description:
    "Tells what is in stock and on the way, places orders up to a limit, asks a person above it, and knows substitutes and lead times.",
  shows: [
    "Two look-ups side by side",
    "Approval above 100 units",
    "Plans before it acts",
    "Budget on actions",
  ],
  lessons: [
    "The agent plans first: for “is it there, and if not, order it” its plan is visible in the run.",
    "Orders above 100 units wait for purchasing. The limit is the same sentence in the rules and one condition on the canvas.",
    "A guardrail counts actions: no conversation can place orders without end.",
  ],
  questions: [
    "How many of item SR-040 are there?",
    "Where is shipment 7001?",
    "Please create an order for 60 units of item BX-106",
  ],
  data,
  suite,
  document: drawStarter({
    name: "Stock desk",
    description: "Tells stock and shipments, and reorders.",
    chat: {
      title: "Stock chat",
      greeting: "Hello! Name an item or a shipment.",
      placeholder: "For example: how many of item SR-040 are there?",
      suggestions: ["Where is shipment 7001?", "What may replace BX-106?", "When do we reorder?"],
    },
    agent: { title: "Stock agent", instructions, strategy: "plan" },
    guardrails: [
      guardrail("order-budget", "At most 5 actions", {
        input: false,
        output: false,
        action: true,
        mode: "block",
        checks: [{ check: "budget", actions: 5 }],
        reply: "I have done as much as one request may do. Please ask again for the rest.",
      }),
    ],
    parts: [
      goal("Nothing runs out", {
        statement:
          "No item runs out: every question is settled from stock or rules, and orders are placed the same day.",
        metric: "Share of requests settled without purchasing",
        criteria: [
          ...soundAnswer,
          done("ordered", "The order is placed", 3, "create_order", "input.text.contains('create an order')"),
        ],
        passScore: 0.75,
        constraints: [
          "Never order from a supplier who is not on the list.",
          "Never place the same order twice.",
        ],
        deadlineMinutes: 480,
        budgetUsd: 0.2,
      }),
      knows("Purchasing rules", "purchasing-rules"),
      finds(
        "find-item",
        "Find item",
        "stock_items",
        ["number"],
        "Look an item up by its number: stock, reorder point, supplier.",
      ),
      finds("find-shipment", "Find shipment", "shipments", ["number"], "Look a shipment up by its number."),
      can(
        "create-order",
        "Create order",
        "table-write",
        "Place an order for an item once its number and the units are known.",
        {
          table: "purchase_orders",
          operation: "insert",
          fields: [
            column("item_number", "Number of the item"),
            column("units", "How many units", { type: "number", max: 10000 }),
            column("reason", "Why it is ordered", { required: false }),
            column("status", "Its first status", { fixed: "placed" }),
          ],
        },
        approval("Above 100 units", "arguments.units > 100.0", "Orders above 100 units", 480),
      ),
      handsOver("When a machine stands still, or a supplier is late by more than five days.", 20),
    ],
  }),
};
