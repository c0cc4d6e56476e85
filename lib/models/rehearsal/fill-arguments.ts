import { type Ability, type Parameter, spokenName } from "./ability.ts";
import { chooseOption, scoreOf } from "./choose-option.ts";
import { type Entities, numberOf } from "./entities.ts";
import { findPassages } from "./find-passages.ts";
import type { Briefing } from "./parse-prompt.ts";
import { columnFor, moneyOf, type Row } from "./rows.ts";
import { meaningOf, meanings } from "./words.ts";

/** What arguments may be taken from. */
export type Sources = {
  text: string;
  clause: string;
  entities: Entities;
  briefing: Briefing;
  row?: Row;
  id?: string;
};

/** The arguments that could be filled and the required ones that could not. */
export type Filled = { arguments: Record<string, unknown>; missing: Parameter[] };

/** Fills an ability's arguments from what was said and what was looked up, and never from thin air. */
export function fillArguments(ability: Ability, sources: Sources): Filled {
  const filled: Filled = { arguments: {}, missing: [] };
  for (const parameter of ability.parameters) {
    const value = argumentFor(parameter, ability, sources);
    if (value !== undefined) filled.arguments[parameter.name] = value;
    else if (parameter.required) filled.missing.push(parameter);
  }
  const isTargetless =
    filled.missing.length === 0 &&
    Object.keys(filled.arguments).length === 0 &&
    ability.parameters.length > 0;
  if (isTargetless && ability.kind !== "recall")
    filled.missing.push(...ability.parameters.filter((one) => one.options.length === 0).slice(0, 3));
  return filled;
}

function argumentFor(parameter: Parameter, ability: Ability, sources: Sources): unknown {
  if (parameter.type === "array") return undefined;
  if (parameter.properties) {
    const inner = fillArguments({ ...ability, parameters: parameter.properties }, sources);
    return inner.missing.length === 0 && Object.keys(inner.arguments).length > 0
      ? inner.arguments
      : undefined;
  }
  if (parameter.options.length > 0) return chooseOption(parameter, ability, sources);
  if (parameter.type === "boolean")
    return parameter.required ? meanings(sources.text).includes(meaningOf(spokenName(parameter))) : undefined;
  return parameter.type === "number"
    ? numberFor(parameter, ability, sources)
    : stringFor(parameter, ability, sources);
}

function numberFor(parameter: Parameter, ability: Ability, sources: Sources): number | undefined {
  const { entities, row } = sources;
  if (isMoney(parameter)) {
    const asked = entities.amounts[0];
    const known = row ? moneyOf(row) : undefined;
    return asked !== undefined && known !== undefined ? Math.min(asked, known) : (known ?? asked);
  }
  if (isKey(parameter, ability) && sources.id !== undefined && /^\d+$/.test(sources.id))
    return Number(sources.id);
  const words = parameter.words.map(meaningOf);
  const count =
    entities.counts.find((one) => words.includes(one.noun)) ??
    (/size|seats|headcount/.test(parameter.name)
      ? entities.counts.find((one) => one.noun === "employee")
      : undefined);
  if (count) return count.number;
  if (/score|rating/.test(parameter.name))
    return ability.kind === "make" ? scoreOf(parameter, sources) : undefined;
  const stated = statedValue(parameter, sources.text);
  const number = stated === undefined ? undefined : numberOf(stated);
  if (number !== undefined) return number;
  const column = row ? columnFor(row, parameter.words) : undefined;
  return typeof column === "number" ? column : undefined;
}

function stringFor(parameter: Parameter, ability: Ability, sources: Sources): string | undefined {
  const { entities, row, text, clause } = sources;
  const stated = statedValue(parameter, text);
  if (stated && !/e_?mail/.test(parameter.name) && ability.kind !== "read") return stated;
  const name = parameter.words.join("_");
  const fromRow = () => {
    const value = row ? columnFor(row, parameter.words) : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  if (ability.kind === "remember") return rememberPart(name, clause);
  // Where the number says which record is meant, an address from elsewhere must not narrow the search.
  const isAside =
    ability.kind === "read" &&
    sources.id !== undefined &&
    !text.toLowerCase().includes(entities.emails[0] ?? "@");
  if (isAside && /e_?mail/.test(name)) return undefined;
  if (/e_?mail|^to$|recipient/.test(name)) return entities.emails[0] ?? (row ? emailIn(row) : undefined);
  if (/url|link|website/.test(name)) return entities.urls[0];
  if (/date|^day$|^when$/.test(name)) return entities.dates[0];
  if (isMoney(parameter))
    return row && moneyOf(row) !== undefined ? String(moneyOf(row)) : entities.amounts[0]?.toString();
  if (/company|organi[sz]ation|business|firm/.test(name)) return entities.company;
  if (/^(?:.*_)?(?:employees|headcount|seats)$/.test(name)) return entities.counts[0]?.number.toString();
  if (/^(?:full_|first_|contact_|customer_|your_)?name$|^customer$|^contact$/.test(name))
    return entities.name ?? fromRow();
  if (/need|interest|requirement|use_case/.test(name)) return entities.need ?? statedValue(parameter, text);
  if (/city|place|location|country/.test(name)) return entities.place ?? statedValue(parameter, text);
  if (isKey(parameter, ability)) return sources.id ?? fromRow();
  if (/^(?:.*_)?(?:query|q|question|search|keywords?|phrase)$/.test(name))
    return clause.trim().slice(0, 300) || undefined;
  if (stated) return stated;
  if (ability.kind === "read") return undefined;
  if (ability.nouns.includes("email") && /text|body|message|content/.test(name)) return letterOf(sources);
  if (name === "content" && /\bdownload\b/i.test(ability.summary)) return documentOf(sources);
  if (/reason|note|comment|description|details|body|message|summary|content|issue|problem|text/.test(name))
    return text.replace(/\s+/g, " ").trim().slice(0, 500) || undefined;
  if (/subject|title|topic/.test(name)) return shortened(matterOf(text, ability));
  return fromRow() ?? (parameter.required ? entities.quoted[0] : undefined);
}

/** "subject: late parcel", "plan is Pro". */
function statedValue(parameter: Parameter, text: string): string | undefined {
  const words = spokenName(parameter);
  if (words.length < 3 || !/^[\p{L}\p{N} ]+$/u.test(words)) return undefined;
  return new RegExp(`\\b${words.replace(/ /g, "[ _-]")}(?: is|:|=)\\s*([^\\n.,;!?]{1,200})`, "iu")
    .exec(text)?.[1]
    ?.trim();
}

function isMoney(parameter: Parameter): boolean {
  return (
    /amount|total|price|refund|sum(?!mary)|budget|value|cost/.test(parameter.name) &&
    !/status|reason|id$|number|date|note|summary/.test(parameter.name)
  );
}

/** Whether the parameter says which record is meant. */
export function isKey(parameter: Parameter, ability: Ability): boolean {
  if (ability.kind === "remember" || ability.kind === "recall") return false;
  const last = parameter.words.at(-1) ?? "";
  if (/^(?:number|id|code|reference|ref|nr|no|sku|key)$/.test(last)) return true;
  return parameter.words.length === 1 && ability.nouns.includes(meaningOf(last)) && ability.kind !== "make";
}

function rememberPart(name: string, clause: string): string | undefined {
  const fact = /\b(?:remember|note|keep in mind|don'?t forget)\s+(?:that\s+)?(.{2,400})/is
    .exec(clause)?.[1]
    ?.replace(/[.!\s]+$/, "");
  if (!fact) return undefined;
  const pair = /^(?:my |our |the )?(.{1,60}?)\s+(?:is|are|=|:)\s+(.{1,300})$/is.exec(fact);
  if (/key|name|topic/.test(name))
    return (pair?.[1] ?? meanings(fact).slice(0, 3).join(" ")).trim() || undefined;
  return (pair?.[2] ?? fact).trim();
}

function emailIn(row: Row): string | undefined {
  return Object.values(row).find(
    (value): value is string => typeof value === "string" && /^[^\s@]{1,64}@[^\s@]{1,200}$/.test(value),
  );
}

/** What an e-mail should say: the words given, else the policy asked for. */
function letterOf(sources: Sources): string | undefined {
  const said = /\b(?:saying|that says|with the text)(?: that)?:?\s+(.{1,2000})/is.exec(sources.text)?.[1];
  const known = findPassages(sources.clause, sources.briefing.passages, { limit: 1, onlyKnown: true })[0]
    ?.excerpt;
  return (said ?? known ?? sources.text).trim() || undefined;
}

/** What a document should hold: what was looked up or found, else the words given. */
function documentOf(sources: Sources): string | undefined {
  const { row, briefing, text } = sources;
  if (row)
    return Object.entries(row)
      .map(([name, value]) => `- ${name.replaceAll("_", " ")}: ${String(value)}`)
      .join("\n");
  const found = findPassages(text, briefing.passages, { limit: 5 }).map(({ excerpt }) => `- ${excerpt}`);
  return found.length > 0 ? found.join("\n") : text.trim() || undefined;
}

/** "Open a ticket: the website is down" is about the website. */
function matterOf(text: string, ability: Ability): string {
  const lead =
    /^[^:.!?]{0,60}?\b(?:ticket|complaint|case|request|issue)\b\s*(?::|,|-|about|because|that|for)\s*(.{10,})$/is.exec(
      text,
    );
  return ability.kind === "make" && lead?.[1] ? lead[1] : text;
}

function shortened(text: string): string | undefined {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= 70) return line || undefined;
  return `${line.slice(0, 70).replace(/\s\S*$/, "")}...`;
}
