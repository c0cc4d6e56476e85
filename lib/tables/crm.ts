import type { z } from "zod";
import type { CellValue, tableColumnSchema } from "./columns.ts";

/** A table ready to be made, with example rows. */
export type BundledTable = {
  name: string;
  title: string;
  columns: z.input<typeof tableColumnSchema>[];
  rows: Record<string, CellValue>[];
};

const company = { table: "companies", column: "name" };
const contact = { table: "contacts", column: "email" };
const deal = { table: "deals", column: "name" };

/** A small CRM, in the order in which its tables refer to each other. */
export const crmTables: BundledTable[] = [
  {
    name: "companies",
    title: "Companies",
    columns: [
      { name: "name", title: "Name", type: "text", required: true },
      { name: "domain", title: "Website", type: "text" },
      { name: "industry", title: "Industry", type: "text" },
      { name: "employees", title: "Employees", type: "integer" },
      { name: "country", title: "Country", type: "text" },
      { name: "owner", title: "Account owner", type: "email" },
    ],
    rows: [
      firm("Nordlicht Hotels", "nordlicht-hotels.example", "Hotels", 180, "Germany"),
      firm("Boulangerie Dupont", "dupont.example", "Bakeries", 32, "France"),
      firm("Zorghuis de Linde", "delinde.example", "Care", 75, "Netherlands"),
    ],
  },
  {
    name: "contacts",
    title: "Contacts",
    columns: [
      { name: "email", title: "E-mail", type: "email", required: true },
      { name: "name", title: "Name", type: "text" },
      { name: "company", title: "Company, as they call it", type: "text" },
      { name: "account", title: "Company on file", type: "text", references: company },
      { name: "employees", title: "Employees", type: "integer" },
      { name: "need", title: "Need", type: "text" },
      { name: "score", title: "Score", type: "integer" },
      {
        name: "status",
        title: "Status",
        type: "enum",
        required: true,
        options: ["new", "qualified", "nurture", "disqualified", "customer"],
      },
      { name: "next_step", title: "Next step", type: "text" },
      { name: "phone", title: "Phone", type: "text" },
    ],
    rows: [
      lead("lena.fischer@example.com", "Lena Fischer", "Nordlicht Hotels", 180, {
        account: "Nordlicht Hotels",
        need: "Overtime nobody sees",
        score: 85,
        status: "qualified",
        next_step: "Demonstration by a specialist",
      }),
      lead("marc.dupont@example.com", "Marc Dupont", "Boulangerie Dupont", 32, {
        account: "Boulangerie Dupont",
        need: "Swaps by messenger",
        score: 65,
        status: "qualified",
        next_step: "Trial and a call",
      }),
      lead("ana.silva@example.com", "Ana Silva", "Silva Design", 6, {
        need: "Looking around",
        score: 20,
        status: "nurture",
        next_step: "Send the guide",
      }),
      lead("tom.reed@example.com", "Tom Reed", "Reed Aviation", 400, {
        need: "Flight crew planning",
        score: 10,
        status: "disqualified",
        next_step: "None",
      }),
      lead("sofie.jansen@example.com", "Sofie Jansen", "Zorghuis de Linde", 75, { status: "new" }),
    ],
  },
  {
    name: "deals",
    title: "Deals",
    columns: [
      { name: "name", title: "Name", type: "text", required: true },
      { name: "account", title: "Company", type: "text", required: true, references: company },
      { name: "contact", title: "Contact", type: "email", references: contact },
      { name: "amount", title: "Amount (EUR)", type: "money" },
      {
        name: "stage",
        title: "Stage",
        type: "enum",
        required: true,
        options: ["open", "demonstration", "offer", "won", "lost"],
      },
      { name: "closes_on", title: "Expected close", type: "date" },
    ],
    rows: [
      {
        name: "Nordlicht rollout",
        account: "Nordlicht Hotels",
        contact: "lena.fischer@example.com",
        amount: 9600,
        stage: "demonstration",
        closes_on: "2027-02-26",
      },
    ],
  },
  {
    name: "activities",
    title: "Activities",
    columns: [
      { name: "at", title: "When", type: "datetime", required: true },
      {
        name: "kind",
        title: "Kind",
        type: "enum",
        required: true,
        options: ["call", "e-mail", "meeting", "note", "task"],
      },
      { name: "contact", title: "Contact", type: "email", references: contact },
      { name: "deal", title: "Deal", type: "text", references: deal },
      { name: "text", title: "What happened", type: "text", required: true },
      { name: "done", title: "Done", type: "boolean" },
    ],
    rows: [
      {
        at: "2026-11-20T09:30:00.000Z",
        kind: "call",
        contact: "lena.fischer@example.com",
        deal: "Nordlicht rollout",
        text: "Wants to see overtime per house before the end of the year.",
        done: true,
      },
    ],
  },
];

function firm(name: string, domain: string, industry: string, employees: number, country: string) {
  return { name, domain, industry, employees, country, owner: null };
}

function lead(
  email: string,
  name: string,
  said: string,
  employees: number,
  more: Partial<Record<"account" | "need" | "status" | "next_step", string>> & { score?: number },
): Record<string, CellValue> {
  const { account = null, need = null, score = null, status = "new", next_step = null } = more;
  return { email, name, company: said, account, employees, need, score, status, next_step, phone: null };
}
