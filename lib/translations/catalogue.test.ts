import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import de from "#messages/de.json";
import en from "#messages/en.json";
import es from "#messages/es.json";
import ja from "#messages/ja.json";
import { locales } from "./locales.ts";

const root = path.resolve(import.meta.dirname, "../..");
const catalogues = { en, de, es, ja };

/** Every text of a catalogue by its dotted path. */
function textsOf(part: object, at = ""): [string, string][] {
  return Object.entries(part).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${at}${key}`, value]] : textsOf(value, `${at}${key}.`),
  );
}

const english = textsOf(en);

/** What a text wants to be given: its arguments and its tags, each once. */
function wants(text: string): string[] {
  const args = [...text.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => `{${name}}`);
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  // A branch of a plural may be a single word in braces; it is no argument.
  const branches = new Set(
    [...text.matchAll(/(?:one|other|few|many|zero|two|=\d+)\s*\{(\w+)\}/g)].map(([, word]) => `{${word}}`),
  );
  return [...new Set([...args, ...tags])].filter((each) => !branches.has(each)).sort();
}

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(root, folder, file), "utf8"));
}

const code = ["app", "components", "lib"].flatMap(sources);

// Commands speak through the designer, which was given the translator of its namespace.
const saysOfDesigner = /\bdesigner\.words\b/;

type Asking = { code: string; templates: RegExp[] };
const asking = new Map<string, Asking>();

/** What speaks of a namespace, read once: the code itself, and the templates that can become a key. */
function askingFor(namespace: string): Asking {
  const known = asking.get(namespace);
  if (known) return known;
  const files = code.filter(
    (text) => text.includes(`"${namespace}"`) || (namespace === "canvas" && saysOfDesigner.test(text)),
  );
  const templates = files
    .flatMap((text) => [...text.matchAll(/\bt(?:\.rich)?\(\s*`([^`]+)`/g)])
    .map(([, template = ""]) => template.replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "[\\w.-]+"));
  const read = {
    code: files.join("\n"),
    templates: [...new Set(templates)].map((each) => new RegExp(`^${each}$`)),
  };
  asking.set(namespace, read);
  return read;
}

/** Whether the product asks for the text: by its key, or by a template that can become it. */
function isUsed(at: string): boolean {
  const [namespace = "", ...rest] = at.split(".");
  const key = rest.join(".");
  const { code: text, templates } = askingFor(namespace);
  return (
    text.includes(`"${key}"`) ||
    // The codes of errors are keys of a table.
    (namespace === "errors" && text.includes(`${key}: true`)) ||
    templates.some((template) => template.test(key))
  );
}

describe("the catalogue of texts", () => {
  it.each(locales)("has every text in %s, wanting the same arguments", (locale) => {
    const texts = textsOf(catalogues[locale]);
    expect(texts.map(([at]) => at).sort()).toEqual(english.map(([at]) => at).sort());
    const given = new Map(texts);
    const differing = english
      .filter(([at, text]) => `${wants(given.get(at) ?? "")}` !== `${wants(text)}`)
      .map(([at]) => at);
    expect(differing).toEqual([]);
  });

  it.each(locales)("has only texts in %s that can be written out, for none, one and many", (locale) => {
    const broken: string[] = [];
    const t = createTranslator<Record<string, unknown>>({
      locale,
      messages: catalogues[locale],
      onError: (error) => broken.push(String(error.message)),
    });
    for (const [at, text] of textsOf(catalogues[locale]))
      for (const count of [0, 1, 7]) {
        const values = Object.fromEntries(
          wants(text).map((each) =>
            each.startsWith("<")
              ? [each.slice(1, -1), (inside: unknown) => inside as string]
              : [each.slice(1, -1), count],
          ),
        );
        const written = String(t.rich(at as never, values as never));
        if (/[{}]/.test(written)) broken.push(`${at}: ${written}`);
      }
    expect(broken).toEqual([]);
  });

  it.each(["de", "es", "ja"] as const)(
    "is really in %s: hardly a text of three words is the English one",
    (locale) => {
      const given = new Map(textsOf(catalogues[locale]));
      const same = english.filter(([at, text]) => text.split(" ").length >= 3 && given.get(at) === text);
      expect(same.map(([at]) => at)).toEqual([]);
    },
  );

  it("has no text that nothing asks for", () => {
    expect(english.map(([at]) => at).filter((at) => !isUsed(at))).toEqual([]);
  });
});
