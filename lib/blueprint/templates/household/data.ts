import type { StarterData } from "../starter-data.ts";
import { houseManual } from "./house-manual.ts";

const contract = (code: string, name: string, monthly: number, renews: string, status: string) => ({
  code,
  name,
  monthly,
  renews,
  status,
});

/** The house manual, what is to do, and the contracts that cost money every month. */
export const data: StarterData = {
  datasets: [
    {
      key: "house-manual",
      name: "House manual",
      description: "Heating, rubbish, appliances, Wi-Fi and keys, emergencies.",
      documents: houseManual,
    },
  ],
  tables: [
    {
      name: "household_tasks",
      title: "Tasks",
      columns: [
        { name: "title", title: "Task", type: "text", required: true },
        { name: "due_date", title: "Due", type: "text" },
        { name: "status", title: "Status", type: "enum", options: ["open", "done"] },
      ],
      rows: [
        { title: "Descale the kettle", due_date: "2026-12-01", status: "open" },
        { title: "Book the bulky collection", due_date: "2026-12-10", status: "open" },
        { title: "Service the boiler", due_date: "2026-09-15", status: "done" },
      ],
    },
    {
      name: "household_contracts",
      title: "Contracts",
      columns: [
        { name: "code", title: "Code", type: "text", required: true },
        { name: "name", title: "Name", type: "text", required: true },
        { name: "monthly", title: "EUR a month", type: "number" },
        { name: "renews", title: "Renews", type: "text" },
        { name: "status", title: "Status", type: "enum", options: ["running", "cancelled"] },
        { name: "reason", title: "Reason", type: "text" },
      ],
      rows: [
        contract("C-101", "Internet", 39.9, "2027-02-01", "running"),
        contract("C-102", "Gym", 24.5, "2026-12-31", "running"),
        contract("C-103", "Film streaming", 12.99, "2026-12-05", "running"),
        contract("C-104", "Newspaper", 29, "2026-08-31", "cancelled"),
      ],
    },
  ],
};
