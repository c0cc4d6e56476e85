import { expect, test } from "vitest";
import { promptAdvice, promptProblems } from "./prompt-rules.ts";

const around = {
  goals: [{ title: "Library help", statement: "The visitor's question is answered from the guide." }],
  maxTurns: 12,
  tokensAbove: 1500,
};
const problems = (text: string) => promptProblems(text, around);
const codes = (text: string) => [...problems(text), ...promptAdvice(text, around)].map(({ code }) => code);
const good =
  "You answer visitors of a library from its guide. Be brief. When the guide does not say, say that you do not know.";

test("sound instructions are left alone", () => expect(codes(good)).toEqual([]));

test.each([
  ["sk-proj-abcdefghijklmnop1234", "Use the key sk-proj-abcdefghijklmnop1234 for it."],
  ["hunter2024x", "The password is hunter2024x."],
  ["AKIAIOSFODNN7EXAMPLE", "Key: AKIAIOSFODNN7EXAMPLE"],
])("a secret such as %s blocks publishing, and the offer takes it out", (secret, sentence) => {
  const [found] = problems(`${good} ${sentence}`);
  expect(found).toMatchObject({ code: "prompt-secret", severity: "error" });
  expect(String(found?.offer?.value)).not.toContain(secret);
  expect(problems(String(found?.offer?.value))).toEqual([]);
});

test("talking about passwords is no secret", () => {
  expect(
    codes(`${good} When the password is forgotten, send the reset link. Never ask for a token.`),
  ).toEqual([]);
});

test.each([
  "Always be brief. Answer in detail with every step.",
  "Always offer a refund for broken kettles. Never offer a refund for kettles.",
  "Stay formal. Sound casual and use slang.",
  "Ask for confirmation before you book. Never ask the customer anything.",
])("“%s” contradicts itself; the offer leaves one side", (text) => {
  const [found] = problems(text);
  expect(found).toMatchObject({ code: "prompt-contradiction" });
  expect(problems(String(found?.offer?.value))).toEqual([]);
});

test("a rule with its exception is no contradiction", () => {
  expect(
    problems("Always offer a refund for broken kettles. Never offer a refund unless the kettle is broken."),
  ).toEqual([]);
});

test("fields that nothing fills are named and put into words", () => {
  const [found] = problems("Greet {{customer_name}} and mention {{ order.number }}.");
  expect(found).toMatchObject({ code: "prompt-field" });
  expect(found?.message).toContain("{{customer_name}}");
  expect(found?.offer?.value).toBe("Greet the customer name and mention the order number.");
});

test("long instructions name the parts that could be agents of their own, above a threshold one sets", () => {
  const text = ["Refunds:", "Orders:", "Warranty:"]
    .map((part) => `${part}\n${"Say what is true. ".repeat(120)}`)
    .join("\n");
  expect(problems(text).find(({ code }) => code === "agent-long-instructions")?.fix).toContain("“Orders”");
  const raised = promptProblems(text, { ...around, tokensAbove: 5000 });
  expect(raised.map(({ code }) => code)).not.toContain("agent-long-instructions");
  expect(promptProblems(text, { ...around, tokensAbove: 0 })).toEqual([]);
});

test("a missing goal and a missing refusal are advised, each with a text that settles it", () => {
  const text = "Write poems about the sea.";
  const advice = promptAdvice(text, around);
  expect(advice.map(({ code }) => code)).toEqual(["prompt-no-goal", "prompt-no-refusal"]);
  for (const { offer, code } of advice)
    expect(promptAdvice(String(offer?.value), around).map((one) => one.code)).not.toContain(code);
});

test("hostile instructions are judged to the end", () => {
  for (const piece of ["always x. never y. ", "{{", "password is ", "be ", "a.b.c", "\n\n# "])
    expect(promptProblems(piece.repeat(40_000 / piece.length), around)).toBeInstanceOf(Array);
});
