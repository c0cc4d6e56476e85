import type { StarterData } from "../starter-data.ts";
import { libraryGuide } from "./library-guide.ts";

/** One dataset and nothing else. */
export const data: StarterData = {
  datasets: [
    {
      key: "library-guide",
      name: "Library guide",
      description: "Opening hours, cards, loans, computers, rooms and the way to a small town library.",
      documents: libraryGuide,
    },
  ],
  tables: [],
};
