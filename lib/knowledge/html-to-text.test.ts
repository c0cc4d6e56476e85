import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text.ts";

test("keeps what people read", () => {
  expect(
    htmlToText('<h1>Hours &amp; place</h1><p title="a>b">Nine<br>to five</p><nav>Home</nav>1 < 2'),
  ).toEqual({
    text: "# Hours & place\n\nNine\nto five\n\n1 < 2",
    title: "Hours & place",
  });
  expect(htmlToText("<table><tr><th>Item<td>Price<tr><td>Mug<td>18</table>").text).toBe("Item Price\nMug 18");
});

test("hostile nesting and missing ends are read in linear time", () => {
  const started = performance.now();
  for (const part of ["<div>", "<p>a<b>", "<script>", "<nav>", "<!--", "<a b='", "<", "&lt;"])
    htmlToText(part.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(8_000);
});

test("gives well-formed text without script for any input", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("<p>", "</p>", "<script>evil()</script>", "<h2>", "&amp;", "<!-- x -->", "<a href='"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const { text } = htmlToText(pieces.join(""));
      expect(text.isWellFormed()).toBe(true);
    }),
  );
  expect(htmlToText("a<script>evil()</script>b<STYLE>x</Style >c").text).toBe("abc");
});
