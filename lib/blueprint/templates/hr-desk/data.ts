import type { StarterData } from "../starter-data.ts";
import { employeeHandbook } from "./employee-handbook.ts";

const balance = (email: string, name: string, team: string, days_left: number) => ({
  email,
  name,
  team,
  days_left,
});

/** The handbook, leave balances and requests. */
export const data: StarterData = {
  datasets: [
    {
      key: "employee-handbook",
      name: "Employee handbook",
      description: "Leave, sickness, parents, working from home, pay and documents.",
      documents: employeeHandbook,
    },
  ],
  tables: [
    {
      name: "leave_balances",
      title: "Leave balances",
      columns: [
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "name", title: "Name", type: "text" },
        { name: "team", title: "Team", type: "text" },
        { name: "days_left", title: "Days left", type: "number" },
      ],
      rows: [
        balance("jonas.keller@example.com", "Jonas Keller", "Logistics", 12),
        balance("amira.said@example.com", "Amira Said", "Design", 4.5),
        balance("ben.osei@example.com", "Ben Osei", "Sales", 21),
        balance("lucia.conti@example.com", "Lucía Conti", "Engineering", 0),
      ],
    },
    {
      name: "leave_requests",
      title: "Leave requests",
      columns: [
        { name: "email", title: "E-mail", type: "email", required: true },
        { name: "start_date", title: "From", type: "text", required: true },
        { name: "days", title: "Days", type: "number", required: true },
        { name: "status", title: "Status", type: "enum", options: ["confirmed", "refused", "withdrawn"] },
      ],
      rows: [
        { email: "ben.osei@example.com", start_date: "2026-12-21", days: 5, status: "confirmed" },
        { email: "amira.said@example.com", start_date: "2026-10-05", days: 12, status: "refused" },
      ],
    },
    {
      name: "hr_letters",
      title: "Letters asked for",
      columns: [
        { name: "email", title: "E-mail", type: "email" },
        { name: "reason", title: "What for", type: "text" },
        { name: "status", title: "Status", type: "enum", options: ["open", "sent"] },
      ],
      rows: [{ email: "jonas.keller@example.com", reason: "New flat", status: "sent" }],
    },
  ],
};
