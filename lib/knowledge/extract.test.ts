import { expect, test } from "vitest";
import { prepareDocument, prepareFile } from "./extract.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("reads HTML as text with headings, without scripts and styles", () => {
  const html =
    "<html><head><title>Shop &amp; co</title><style>p{}</style></head><body><h2>Returns</h2><p>Within <b>30</b> days.</p><script>alert(1)</script><ul><li>One</li><li>Two</li></ul></body></html>";
  const document = prepareDocument({ title: "", text: html }, "");
  expect(document.mediaType).toBe("text/html");
  expect(document.title).toBe("Shop & co");
  expect(document.text).toContain("## Returns");
  expect(document.text).toContain("Within 30 days.");
  expect(document.text).toContain("- One");
  expect(document.text).not.toMatch(/alert|p\{\}/);
});

test("reads CSV as one paragraph a record and reports ragged rows", () => {
  const document = prepareFile(
    { name: "price-list.csv", bytes: bytes("name,price\nKettle,129\nMug\nPan,40,extra\n") },
    "file.0",
  );
  expect(document.title).toBe("price list");
  expect(document.text).toBe(
    "name: Kettle; price: 129\n\nname: Mug\n\nname: Pan; price: 40; Column 3: extra",
  );
  expect(document.warnings).toEqual([
    "Row 3 has 1 fields, the header has 2.",
    "Row 4 has 3 fields, the header has 2.",
  ]);
});

test.each([
  ["broken UTF-8", new Uint8Array([0x61, 0xff, 0xfe]), "invalid_input"],
  ["a NUL character", bytes("a\u0000b"), "invalid_input"],
  ["a PDF", bytes("%PDF-1.7 ..."), "unsupported_media_type"],
  ["a zip", bytes("PK\u0003\u0004..."), "unsupported_media_type"],
  ["nothing", bytes("  \n"), "invalid_input"],
  ["too much", new Uint8Array(10 * 1024 * 1024 + 1).fill(97), "too_large"],
])("refuses %s naming the field", (_name, content, code) => {
  const read = () => prepareFile({ name: "notes.txt", bytes: content }, "file.2");
  expect(read).toThrow(
    expect.objectContaining({
      code,
      details: [expect.objectContaining({ path: expect.stringMatching(/^file\.2/) })],
    }),
  );
});

test("refuses a declared type that cannot be read", () => {
  const read = () => prepareDocument({ title: "x", text: "y", mediaType: "image/png" }, "");
  expect(read).toThrow(expect.objectContaining({ code: "unsupported_media_type" }));
});
