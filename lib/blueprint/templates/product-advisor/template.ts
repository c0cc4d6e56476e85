import {
  approval,
  can,
  criterion,
  done,
  drawStarter,
  finds,
  goal,
  guardrail,
  handsOver,
  isRequest,
  knows,
  remembers,
  withExperiment,
} from "../draw-starter.ts";
import type { Template } from "../template.ts";
import { column } from "../template-parts.ts";
import { data } from "./data.ts";
import { suite } from "./suite.ts";

const instructions = `You advise customers of Northway, an outdoor shop. Be warm, honest and brief.
Recommend only from the buying guide and cite the passage: one product, why, and one honest limit. Recommend the cheaper one when it does the job. If the guide does not say, say that you do not know.
Look a product up with find_product before you speak of its price or stock. Reserve a product with reserve_product when the customer wants it and gives an e-mail address. Never claim that stock is running out unless it is.`;

const experiment = {
  id: "experiment",
  title: "Which advice sells",
  config: {
    variants: [
      { id: "control", label: "One product, one reason", weight: 50 },
      {
        id: "offer",
        label: "With an offer to put it aside",
        weight: 50,
        instructions: `${instructions}\nEnd each recommendation with one sentence that offers to put the product aside for three days.`,
      },
    ],
    metric: "event",
    event: "purchase",
    baselinePercent: 20,
    smallestEffect: 10,
    minimum: 50,
  },
};

/** Recommends products from a buying guide and turns the wish into a reservation. */
export const productAdvisor: Template = {
  slug: "product-advisor",
  name: "Product advisor",
  field: "sales",
  description:
    "Recommends one product with a reason from your buying guide, checks price and stock, and reserves it for the customer.",
  shows: [
    "Recommendation with its source",
    "Live price and stock",
    "Conversion as a goal",
    "No false urgency",
    "An experiment that runs from the first visitor",
  ],
  lessons: [
    "The goal counts conversion: a wish that names a product and an address must end in a reservation.",
    "What to recommend is knowledge, not prompt: change the guide, and the next answer follows.",
    "Half of the visitors get an offer to put the product aside. Report each sale as the event “purchase”, and the Experiments page tells when one way sells more.",
    "A guardrail stops phrases that press customers. Reservations above 500 EUR wait for a person.",
  ],
  questions: [
    "Which tent for winter?",
    "What does TN-210 cost?",
    "Please reserve RS-022 for mara@example.com",
  ],
  data,
  suite,
  document: withExperiment(
    drawStarter({
      name: "Product advisor",
      description: "Recommends products and reserves them.",
      chat: {
        title: "Shop chat",
        greeting: "Hello! What are you planning?",
        placeholder: "Say what it is for",
        suggestions: ["Which tent for winter?", "Down or synthetic?", "Which rucksack for a hut tour?"],
      },
      agent: { title: "Advisor", instructions },
      guardrails: [
        guardrail("pressure", "No pressing", {
          input: false,
          output: true,
          mode: "mask",
          checks: [
            { check: "keywords", words: ["only today", "last chance", "hurry up", "guaranteed lowest"] },
          ],
        }),
      ],
      parts: [
        goal("Recommend what converts", {
          statement: "Give each customer the recommendation that fits, and turn a wish into a reservation.",
          metric: "Share of product wishes that end in a reservation",
          criteria: [
            done(
              "reserved",
              "The product is reserved",
              3,
              "reserve_product",
              "input.text.contains('reserve') && input.text.contains('@')",
            ),
            criterion(
              "grounded",
              "It rests on the guide or the catalogue",
              2,
              "run.citations > 0 || run.actions > 0",
              isRequest,
            ),
            criterion("answered", "There was an answer", 1, "run.answered", isRequest),
          ],
          passScore: 0.8,
          constraints: ["Never press a customer.", "Never name a price that is not in the catalogue."],
          budgetUsd: 0.1,
        }),
        knows("Buying guide", "buying-guide"),
        finds(
          "find-product",
          "Find product",
          "products",
          ["number"],
          "Look a product up by its number for price and stock.",
        ),
        can(
          "reserve-product",
          "Reserve product",
          "table-write",
          "Put a product aside for three days for a customer with an e-mail address.",
          {
            table: "products",
            operation: "update",
            matchBy: "number",
            fields: [
              column("status", "The product's new status", { fixed: "reserved" }),
              column("reserved_for", "The customer's e-mail address", { required: false }),
              column("price", "Its price in EUR, as in the catalogue", { type: "number" }),
            ],
          },
          approval("Above € 500", "arguments.price > 500.0", "Reservations above € 500", 120),
        ),
        handsOver("When the customer wants to be called, or asks for a person."),
        remembers("What the customer is planning"),
      ],
    }),
    experiment,
  ),
};
