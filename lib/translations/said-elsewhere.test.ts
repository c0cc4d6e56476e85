import { expect, it } from "vitest";
import { metrics } from "#lib/analytics/metrics.ts";
import { templateFields } from "#lib/blueprint/templates/template.ts";
import { expectationLabels } from "#lib/suites/expectation-words.ts";
import en from "#messages/en.json";

// The API says these in English; the catalogue holds the same words, from which the others were translated.

it("has the title and the definition of every metric as the API gives them", () => {
  const of = (what: "title" | "definition") => Object.fromEntries(metrics.map((one) => [one.id, one[what]]));
  expect(en.analytics.metrics).toEqual(of("title"));
  expect(en.analytics.definitions).toEqual(of("definition"));
});

it("has the fields of templates and the kinds of expectations as the API gives them", () => {
  expect(en.templates.fields).toEqual(templateFields);
  expect(en.suites.kinds).toEqual(expectationLabels);
});
