import Papa from "papaparse";

const mostWarnings = 20;

/** CSV as readable text, one paragraph a record with its column names; ragged records are kept and reported. */
export function csvToText(csv: string): { text: string; warnings: string[] } {
  const parsed = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [header = [], ...records] = parsed.data;
  const ragged: string[] = [];
  const paragraphs = records.map((record, index) => {
    if (record.length !== header.length)
      ragged.push(`Row ${index + 2} has ${record.length} fields, the header has ${header.length}.`);
    return record
      .map((value, at) => {
        const cell = value.trim();
        return cell === "" ? "" : `${header[at]?.trim() || `Column ${at + 1}`}: ${cell}`;
      })
      .filter((cell) => cell !== "")
      .join("; ");
  });
  const quotes = parsed.errors
    .filter((error) => error.type === "Quotes")
    .map((error) => `Row ${(error.row ?? 0) + 1}: ${error.message}.`);
  const all = [...ragged, ...quotes];
  const warnings =
    all.length > mostWarnings
      ? [...all.slice(0, mostWarnings), `And ${all.length - mostWarnings} more.`]
      : all;
  const text =
    paragraphs.length > 0 ? paragraphs.filter((each) => each !== "").join("\n\n") : header.join("; ");
  return { text, warnings };
}
