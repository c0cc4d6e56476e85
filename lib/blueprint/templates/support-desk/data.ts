import type { StarterData } from "../starter-data.ts";
import { orders } from "./orders.ts";
import { policies } from "./policies.ts";

/** The support desk's knowledge and business tables. */
export const data: StarterData = {
  datasets: [
    {
      key: "store-policies",
      name: "Store policies",
      description:
        "Returns, damaged goods, warranty, shipping, cancellations, store credit, payment and contact hours.",
      documents: policies,
    },
  ],
  tables: [
    {
      name: "orders",
      title: "Orders",
      columns: [
        { name: "number", title: "Number", type: "integer", required: true },
        { name: "customer", title: "Customer", type: "text", required: true },
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "item", title: "Item", type: "text", required: true },
        { name: "total", title: "Total (EUR)", type: "money", required: true },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["processing", "shipped", "delivered", "refunded", "cancelled"],
        },
        { name: "ordered_on", title: "Ordered on", type: "date", required: true },
        { name: "delivered_on", title: "Delivered on", type: "date" },
        { name: "refund_amount", title: "Refund (EUR)", type: "money" },
        { name: "refund_reason", title: "Reason for the refund", type: "text" },
      ],
      rows: orders,
    },
    {
      name: "tickets",
      title: "Tickets",
      columns: [
        { name: "customer", title: "Customer", type: "text" },
        { name: "email", title: "E-mail", type: "email" },
        { name: "subject", title: "Subject", type: "text", required: true },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["open", "waiting", "closed"],
        },
        { name: "priority", title: "Priority", type: "enum", options: ["low", "normal", "high"] },
      ],
      rows: [
        ticket(
          "Quinn Baker",
          "quinn.baker@example.com",
          "Dutch oven not moving in tracking",
          "open",
          "normal",
        ),
        ticket("Nils Berg", "nils.berg@example.com", "Stand mixer makes a grinding noise", "waiting", "high"),
        ticket("Greta Lind", "greta.lind@example.com", "Invoice with VAT number", "closed", "low"),
      ],
    },
  ],
};

function ticket(customer: string, email: string, subject: string, status: string, priority: string) {
  return { customer, email, subject, status, priority };
}
