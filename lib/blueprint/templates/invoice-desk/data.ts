import type { StarterData } from "../starter-data.ts";
import { financeRules } from "./finance-rules.ts";

const invoice = (number: string, supplier: string, amount: number, due_date: string, status: string) => ({
  number,
  supplier,
  amount,
  due_date,
  status,
});

/** The rules and the invoices received. */
export const data: StarterData = {
  datasets: [
    {
      key: "finance-rules",
      name: "Finance rules",
      description: "Approvals, payment terms, what an invoice must show, expenses, disputes and fraud.",
      documents: financeRules,
    },
  ],
  tables: [
    {
      name: "invoices",
      title: "Invoices received",
      columns: [
        { name: "number", title: "Number", type: "text", required: true },
        { name: "supplier", title: "Supplier", type: "text", required: true },
        { name: "amount", title: "Amount in EUR", type: "number", required: true },
        { name: "due_date", title: "Due", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["received", "approved", "paid", "disputed"],
        },
        { name: "approved_amount", title: "Approved", type: "number" },
        { name: "reason", title: "Reason", type: "text" },
      ],
      rows: [
        invoice("INV-2041", "Papier Hansen", 214.2, "2026-12-04", "received"),
        invoice("INV-2042", "Kranz Logistics", 4870, "2026-12-11", "received"),
        invoice("INV-2043", "Studio Vela", 1980.5, "2026-11-27", "disputed"),
        invoice("INV-2044", "Nordstrom Energy", 730.15, "2026-12-01", "approved"),
        invoice("INV-2045", "Papier Hansen", 96.4, "2026-12-08", "received"),
        invoice("INV-2046", "Glaserei Moser", 412, "2026-12-09", "received"),
        invoice("INV-2039", "Kranz Logistics", 3120, "2026-11-13", "paid"),
      ],
    },
  ],
};
