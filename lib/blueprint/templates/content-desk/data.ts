import type { StarterData } from "../starter-data.ts";
import { brandGuide } from "./brand-guide.ts";

const post = (number: number, title: string, channel: string, due_date: string, status: string) => ({
  number,
  title,
  channel,
  due_date,
  status,
});

/** The brand guide and the editorial calendar. */
export const data: StarterData = {
  datasets: [
    {
      key: "brand-guide",
      name: "Brand guide",
      description: "Voice, formats, pictures, the way to publication, facts.",
      documents: brandGuide,
    },
  ],
  tables: [
    {
      name: "editorial_calendar",
      title: "Editorial calendar",
      columns: [
        { name: "number", title: "Number", type: "integer" },
        { name: "title", title: "Title", type: "text", required: true },
        {
          name: "channel",
          title: "Channel",
          type: "enum",
          options: ["newsletter", "blog", "social", "guide"],
        },
        { name: "due_date", title: "Due", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          required: true,
          options: ["idea", "draft", "checked", "published"],
        },
      ],
      rows: [
        post(501, "Three days in Porto by tram", "blog", "2026-12-03", "draft"),
        post(502, "Night trains to the snow", "newsletter", "2026-11-26", "checked"),
        post(503, "What a ryokan breakfast is", "social", "2026-11-24", "published"),
        post(504, "Azores with a tent", "guide", "2027-01-15", "idea"),
        post(505, "Christmas markets without the crowd", "blog", "2026-11-30", "checked"),
      ],
    },
  ],
};
