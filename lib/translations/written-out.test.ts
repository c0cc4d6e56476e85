import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../components");

/** Folders of `components` whose texts are all in the catalogue. */
const converted = [
  "agent",
  "analytics",
  "blueprints",
  "budgets",
  "canvas",
  "chat",
  "compare",
  "connections",
  "datasets",
  "drawing",
  "experiments",
  "goal",
  "hosted-chat",
  "inbox",
  "inspector",
  "models",
  "notices",
  "reasoning",
  "run",
  "run-list",
  "settings",
  "shell",
  "sign-in",
  "suites",
  "tables",
  "team",
  "templates",
  "tour",
  "what-if",
];

// What is read out or shown: text between tags, and the attributes that hold words.
const betweenTags = /(?<![=-])>\s*([A-Z][a-z]+(?:[^<>{}=;()]*)?)\s*(?:<\/|\{)/g;
const inAttribute =
  /\s(?:aria-label|title|label|placeholder|hint|failed|description|confirm|text)="([A-Z][a-z]+[^"]*)"/g;

// Names that are the same in every language.
const names = new Set(["Europe/Amsterdam", "Aimwright", "GitHub", "Google", "Slack", "Telegram", "Webhook"]);

it.each(converted)("components/%s writes no words into the page that are not in the catalogue", (folder) => {
  const found = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
    .flatMap((file) => {
      const text = readFileSync(path.join(root, folder, file), "utf8");
      return [...text.matchAll(betweenTags), ...text.matchAll(inAttribute)].map(
        ([, words = ""]) => `${file}: ${words.trim()}`,
      );
    })
    .filter((line) => !names.has(line.slice(line.indexOf(": ") + 2)));
  expect(found).toEqual([]);
});
