import type { StarterData } from "../starter-data.ts";
import { itHandbook } from "./it-handbook.ts";

const device = (number: string, model: string, email: string, bought: string, status: string) => ({
  number,
  model,
  email,
  bought,
  status,
});

/** The handbook, the devices, and the queues of requests and incidents. */
export const data: StarterData = {
  datasets: [
    {
      key: "it-handbook",
      name: "IT handbook",
      description: "Passwords, VPN, devices, software and access, security incidents.",
      documents: itHandbook,
    },
  ],
  tables: [
    {
      name: "devices",
      title: "Devices",
      columns: [
        { name: "number", title: "Number", type: "text", required: true },
        { name: "model", title: "Model", type: "text" },
        { name: "email", title: "User", type: "email" },
        { name: "bought", title: "Bought", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          options: ["in use", "in repair", "spare", "locked"],
        },
      ],
      rows: [
        device("LT-204", "Slate 14", "nora.weiss@example.com", "2022-03-01", "in use"),
        device("LT-231", "Slate 14", "dev.patel@example.com", "2024-06-11", "in repair"),
        device("LT-250", "Slate 16", "iris.blom@example.com", "2025-09-02", "in use"),
        device("PH-118", "Pocket 8", "nora.weiss@example.com", "2023-01-20", "in use"),
        device("LT-199", "Slate 13", "spare@example.com", "2021-05-05", "spare"),
      ],
    },
    {
      name: "access_requests",
      title: "Access requests",
      columns: [
        { name: "email", title: "For", type: "email" },
        {
          name: "system",
          title: "System",
          type: "enum",
          options: ["crm", "wiki", "analytics", "payroll", "production"],
        },
        { name: "reason", title: "Reason", type: "text" },
        { name: "status", title: "Status", type: "enum", options: ["granted", "refused"] },
      ],
      rows: [
        { email: "iris.blom@example.com", system: "wiki", reason: "New colleague", status: "granted" },
        { email: "dev.patel@example.com", system: "production", reason: "Curious", status: "refused" },
      ],
    },
    {
      name: "incidents",
      title: "Incidents",
      columns: [
        { name: "subject", title: "Subject", type: "text", required: true },
        { name: "email", title: "Reported by", type: "email" },
        { name: "priority", title: "Priority", type: "enum", options: ["normal", "high", "critical"] },
        { name: "status", title: "Status", type: "enum", options: ["open", "solved"] },
      ],
      rows: [
        {
          subject: "Printer on floor 3 jams",
          email: "iris.blom@example.com",
          priority: "normal",
          status: "open",
        },
        {
          subject: "VPN drops every hour",
          email: "dev.patel@example.com",
          priority: "high",
          status: "solved",
        },
      ],
    },
  ],
};
