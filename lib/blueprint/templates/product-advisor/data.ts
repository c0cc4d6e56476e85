import type { StarterData } from "../starter-data.ts";
import { buyingGuide } from "./buying-guide.ts";

const product = (number: string, name: string, category: string, price: number, in_stock: number) => ({
  number,
  name,
  category,
  price,
  in_stock,
  status: in_stock > 0 ? "available" : "sold out",
});

/** The buying guide and the catalogue with its stock. */
export const data: StarterData = {
  datasets: [
    {
      key: "buying-guide",
      name: "Buying guide",
      description:
        "Which tent, sleeping bag or rucksack for what; reserving and returning; how we recommend.",
      documents: buyingGuide,
    },
  ],
  tables: [
    {
      name: "products",
      title: "Products",
      columns: [
        { name: "number", title: "Number", type: "text", required: true },
        { name: "name", title: "Name", type: "text", required: true },
        { name: "category", title: "Category", type: "text" },
        { name: "price", title: "Price in EUR", type: "number" },
        { name: "in_stock", title: "In stock", type: "integer" },
        { name: "status", title: "Status", type: "enum", options: ["available", "reserved", "sold out"] },
        { name: "reserved_for", title: "Reserved for", type: "text" },
      ],
      rows: [
        product("TN-210", "Larch 2", "tent", 249, 6),
        product("TN-340", "Firn 2", "tent", 589, 2),
        product("TN-520", "Meadow 5", "tent", 429, 3),
        product("SB-050", "Cub", "sleeping bag", 59, 8),
        product("SB-110", "Eider 400", "sleeping bag", 279, 0),
        product("SB-205", "Otter 600", "sleeping bag", 139, 11),
        product("RS-022", "Heron 22", "rucksack", 89, 14),
        product("RS-040", "Heron 40", "rucksack", 149, 5),
      ],
    },
  ],
};
