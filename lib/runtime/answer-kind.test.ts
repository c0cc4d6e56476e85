import { expect, test } from "vitest";
import { claimsNothing } from "./answer-kind.ts";

test.each([
  "You are welcome.",
  "You’re welcome! Enjoy your visit.",
  "Hello. What can I do for you?",
  "I don't know. I found nothing about that in what I was given.",
  "The guide does not mention coffee.",
  "Sorry, I can only help with the library.",
  "Which card do you mean?",
  "Das weiß ich nicht.",
  "",
])("claims nothing: %s", (answer) => expect(claimsNothing(answer)).toBe(true));

test.each([
  "The capital of France is Paris.",
  "Hello! A card costs 12 EUR a year.",
  "We are open on Sunday.",
  "Sure thing is what people say, but the fee for a year has been raised again lately, and so it will be next year, as the council decided after a long debate in spring.",
])("claims something: %s", (answer) => expect(claimsNothing(answer)).toBe(false));
