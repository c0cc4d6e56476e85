import type { StarterData } from "../starter-data.ts";
import { salesGuide } from "./sales-guide.ts";

const lead = (
  email: string,
  name: string,
  company: string,
  employees: number,
  need: string,
  status: string,
) => ({ email, name, company, employees, need, status });

const demo = (email: string, company: string, employees: number, wished_date: string, status: string) => ({
  email,
  company,
  employees,
  wished_date,
  status,
});

/** The guide, the leads so far and the demonstrations booked. */
export const data: StarterData = {
  datasets: [
    {
      key: "sales-guide",
      name: "Sales guide",
      description: "What the product does, plans, who fits, how a demonstration goes, security.",
      documents: salesGuide,
    },
  ],
  tables: [
    {
      name: "prospects",
      title: "Prospects",
      columns: [
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "name", title: "Name", type: "text" },
        { name: "company", title: "Company", type: "text" },
        { name: "employees", title: "Employees", type: "integer" },
        { name: "need", title: "Need", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["qualified", "nurture", "new"],
        },
      ],
      rows: [
        lead(
          "ines.moreau@example.com",
          "Ines Moreau",
          "Metrolift",
          220,
          "Lift inspections in three cities",
          "qualified",
        ),
        lead("paul.brandt@example.com", "Paul Brandt", "Brandt Hausservice", 9, "Two checklists", "nurture"),
        lead(
          "aiko.tan@example.com",
          "Aiko Tan",
          "Harbour Kitchens",
          140,
          "Kitchen hygiene rounds",
          "qualified",
        ),
        lead("jose.ruiz@example.com", "José Ruiz", "Parques Ruiz", 31, "Playground inspections", "qualified"),
        lead(
          "mila.novak@example.com",
          "Mila Novak",
          "Novak Fleet",
          18,
          "Vehicle checks before each trip",
          "new",
        ),
      ],
    },
    {
      name: "demos",
      title: "Demonstrations",
      columns: [
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "company", title: "Company", type: "text" },
        { name: "employees", title: "Employees", type: "integer" },
        { name: "wished_date", title: "Wished date", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["requested", "confirmed", "held", "missed"],
        },
      ],
      rows: [
        demo("ines.moreau@example.com", "Metrolift", 220, "2026-11-30", "confirmed"),
        demo("aiko.tan@example.com", "Harbour Kitchens", 140, "2026-11-19", "held"),
        demo("jose.ruiz@example.com", "Parques Ruiz", 31, "2026-12-02", "requested"),
      ],
    },
  ],
};
