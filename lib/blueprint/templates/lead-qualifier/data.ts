import type { StarterData } from "../starter-data.ts";
import { productGuide } from "./product-guide.ts";

/** The lead qualifier's knowledge and its table of leads. */
export const data: StarterData = {
  datasets: [
    {
      key: "product-guide",
      name: "Product guide",
      description:
        "Plans, prices, limits, integrations, security, onboarding, and what a qualified lead looks like.",
      documents: productGuide,
    },
  ],
  tables: [
    {
      name: "leads",
      title: "Leads",
      columns: [
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "name", title: "Name", type: "text" },
        { name: "company", title: "Company", type: "text" },
        { name: "employees", title: "Employees", type: "integer" },
        { name: "need", title: "Need", type: "text" },
        { name: "score", title: "Score", type: "integer" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["new", "qualified", "nurture", "disqualified"],
        },
        { name: "next_step", title: "Next step", type: "text" },
      ],
      rows: [
        lead(
          "lena.fischer@example.com",
          "Lena Fischer",
          "Nordlicht Hotels",
          180,
          "Overtime nobody sees",
          85,
          "qualified",
          "Demonstration by a specialist",
        ),
        lead(
          "marc.dupont@example.com",
          "Marc Dupont",
          "Boulangerie Dupont",
          32,
          "Swaps by messenger",
          65,
          "qualified",
          "Trial and a call",
        ),
        lead(
          "ana.silva@example.com",
          "Ana Silva",
          "Silva Design",
          6,
          "Looking around",
          20,
          "nurture",
          "Send the guide",
        ),
        lead(
          "tom.reed@example.com",
          "Tom Reed",
          "Reed Aviation",
          400,
          "Flight crew planning",
          10,
          "disqualified",
          "None",
        ),
        lead("sofie.jansen@example.com", "Sofie Jansen", "Zorghuis de Linde", 75, null, null, "new", null),
      ],
    },
  ],
};

function lead(
  email: string,
  name: string,
  company: string,
  employees: number,
  need: string | null,
  score: number | null,
  status: string,
  nextStep: string | null,
) {
  return { email, name, company, employees, need, score, status, next_step: nextStep };
}
