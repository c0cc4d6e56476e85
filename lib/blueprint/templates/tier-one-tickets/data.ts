import type { StarterData } from "../starter-data.ts";
import { helpArticles } from "./help-articles.ts";

const ticket = (
  number: number,
  subject: string,
  email: string,
  priority: string,
  status: string,
  opened_at: string,
) => ({ number, subject, email, priority, status, opened_at });

/** The help centre and the open tickets. */
export const data: StarterData = {
  datasets: [
    {
      key: "help-articles",
      name: "Help articles",
      description: "Sign-in, billing, imports, sharing, and what the service levels promise.",
      documents: helpArticles,
    },
  ],
  tables: [
    {
      name: "service_tickets",
      title: "Service tickets",
      columns: [
        { name: "number", title: "Number", type: "integer" },
        { name: "subject", title: "Subject", type: "text", required: true },
        { name: "email", title: "E-mail", type: "email" },
        { name: "priority", title: "Priority", type: "enum", options: ["normal", "high", "urgent"] },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["open", "waiting", "closed"],
        },
        { name: "resolution", title: "Resolution", type: "text" },
        { name: "opened_at", title: "Opened", type: "text" },
      ],
      rows: [
        ticket(3101, "Password link does not arrive", "lea.vogt@example.com", "high", "open", "2026-11-20"),
        ticket(
          3102,
          "Import shows odd characters",
          "omar.haddad@example.com",
          "normal",
          "waiting",
          "2026-11-19",
        ),
        ticket(3103, "Card was declined", "greta.lund@example.com", "normal", "open", "2026-11-20"),
        ticket(
          3104,
          "Accountant cannot see receipts",
          "tom.bauer@example.com",
          "normal",
          "closed",
          "2026-11-14",
        ),
        ticket(3105, "Everything is read-only", "ana.ferreira@example.com", "urgent", "open", "2026-11-21"),
      ],
    },
  ],
};
