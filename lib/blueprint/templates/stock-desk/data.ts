import type { StarterData } from "../starter-data.ts";
import { purchasingRules } from "./purchasing-rules.ts";

const item = (
  number: string,
  name: string,
  on_hand: number,
  reorder_point: number,
  supplier: string,
  unit_price: number,
) => ({ number, name, on_hand, reorder_point, supplier, unit_price });

const shipment = (
  number: number,
  item_number: string,
  units: number,
  supplier: string,
  eta: string,
  status: string,
) => ({
  number,
  item_number,
  units,
  supplier,
  eta,
  status,
});

/** The rules, the stock, orders and shipments on the way. */
export const data: StarterData = {
  datasets: [
    {
      key: "purchasing-rules",
      name: "Purchasing rules",
      description: "When to reorder, suppliers and lead times, receiving, substitutes, stocktaking.",
      documents: purchasingRules,
    },
  ],
  tables: [
    {
      name: "stock_items",
      title: "Stock",
      columns: [
        { name: "number", title: "Number", type: "text", required: true },
        { name: "name", title: "Name", type: "text", required: true },
        { name: "on_hand", title: "On hand", type: "integer" },
        { name: "reorder_point", title: "Reorder at", type: "integer" },
        { name: "supplier", title: "Supplier", type: "text" },
        { name: "unit_price", title: "Price of one in EUR", type: "number" },
      ],
      rows: [
        item("BX-106", "Screw M6x20 zinc", 40, 200, "Brenner Fasteners", 0.08),
        item("BX-107", "Screw M6x20 steel", 1250, 400, "Brenner Fasteners", 0.11),
        item("SR-040", "Seal ring 40", 6, 10, "Okada Seals", 3.4),
        item("SR-055", "Seal ring 55", 38, 10, "Okada Seals", 4.1),
        item("PK-300", "Box 300x200", 90, 120, "Vale Packaging", 0.62),
        item("PK-900", "Stretch foil", 14, 8, "Vale Packaging", 7.9),
      ],
    },
    {
      name: "purchase_orders",
      title: "Purchase orders",
      columns: [
        { name: "item_number", title: "Item", type: "text", required: true },
        { name: "units", title: "Units", type: "integer", required: true },
        { name: "reason", title: "Reason", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          options: ["placed", "confirmed", "delivered", "cancelled"],
        },
      ],
      rows: [
        { item_number: "SR-055", units: 40, reason: "Reorder point reached", status: "delivered" },
        { item_number: "PK-900", units: 20, reason: "Two months", status: "confirmed" },
      ],
    },
    {
      name: "shipments",
      title: "Shipments",
      columns: [
        { name: "number", title: "Number", type: "integer", required: true },
        { name: "item_number", title: "Item", type: "text" },
        { name: "units", title: "Units", type: "integer" },
        { name: "supplier", title: "Supplier", type: "text" },
        { name: "eta", title: "Expected", type: "text" },
        {
          name: "status",
          title: "Status",
          type: "enum",
          options: ["on the way", "at customs", "delayed", "arrived"],
        },
      ],
      rows: [
        shipment(7001, "SR-040", 60, "Okada Seals", "2026-12-03", "at customs"),
        shipment(7002, "BX-106", 2000, "Brenner Fasteners", "2026-11-25", "on the way"),
        shipment(7003, "PK-300", 500, "Vale Packaging", "2026-11-20", "delayed"),
      ],
    },
  ],
};
