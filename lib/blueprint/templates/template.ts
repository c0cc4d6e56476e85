import type { Blueprint } from "../schema.ts";
import type { StarterData } from "./starter-data.ts";

/** A starter template: a whole blueprint with the knowledge and tables it needs. */
export type Template = {
  slug: string;
  name: string;
  description: string;
  /** What it demonstrates, a few words each. */
  shows: readonly string[];
  /** Questions worth asking it first. */
  questions: readonly string[];
  document: Blueprint;
  data: StarterData;
};
