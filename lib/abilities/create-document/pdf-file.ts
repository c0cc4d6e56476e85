import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "pdf-lib";

type Style = { font: PDFFont; size: number; indent: number; before: number };
type Block = { text: string; style: Style };

const page = { width: 595.28, height: 841.89, margin: 64 };
const mostPages = 200;

/** Markdown as a plain A4 document: headings, paragraphs and lists; other marks stay as they were written. */
export async function pdfFile(title: string, markdown: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(title);
  document.setProducer("Aimwright");
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  // Both weights hold the same letters.
  const known = new Set(plain.getCharacterSet());
  const heading: Style = { font: bold, size: 20, indent: 0, before: 0 };
  const startsWithTitle = markdown.trimStart().startsWith(`# ${title}`);
  const blocks = [
    ...(startsWithTitle ? [] : [{ text: title, style: heading }]),
    ...markdown.split(/\r?\n/).map((line) => blockOf(line, plain, bold)),
  ];
  let sheet: PDFPage = document.addPage([page.width, page.height]);
  let y = page.height - page.margin;
  for (const { text, style } of blocks) {
    y -= style.before;
    const lines = wrap(drawable(text, known), style, page.width - 2 * page.margin - style.indent);
    for (const line of lines) {
      y -= style.size * 1.4;
      if (y < page.margin) {
        if (document.getPageCount() >= mostPages) return await document.save();
        sheet = document.addPage([page.width, page.height]);
        y = page.height - page.margin - style.size;
      }
      sheet.drawText(line, { x: page.margin + style.indent, y, size: style.size, font: style.font });
    }
  }
  return await document.save();
}

function blockOf(line: string, plain: PDFFont, bold: PDFFont): Block {
  const text = line.replaceAll("**", "").replaceAll("`", "").trim();
  const heading = /^(#{1,4})\s+(.*)$/.exec(text);
  if (heading) {
    const size = [20, 16, 13, 11.5][(heading[1]?.length ?? 1) - 1] ?? 11;
    return { text: heading[2] ?? "", style: { font: bold, size, indent: 0, before: 8 } };
  }
  const item = /^[-*]\s+(.*)$/.exec(text);
  if (item) return { text: `• ${item[1]}`, style: { font: plain, size: 11, indent: 12, before: 2 } };
  return { text, style: { font: plain, size: 11, indent: 0, before: 0 } };
}

/** The standard fonts know Latin-1 and a few more; one unknown letter must not lose the whole document. */
function drawable(text: string, known: ReadonlySet<number>): string {
  return [...text.replace(/\p{Cc}/gu, " ").normalize("NFC")]
    .map((letter) => (known.has(letter.codePointAt(0) ?? 0) ? letter : "?"))
    .join("");
}

function wrap(text: string, style: Style, width: number): string[] {
  const fits = (line: string) => style.font.widthOfTextAtSize(line, style.size) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((long) => pieces(long, fits))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word];
  const parts: string[] = [];
  let part = "";
  for (const letter of word) {
    if (!fits(part + letter)) {
      parts.push(part);
      part = "";
    }
    part += letter;
  }
  return [...parts, part];
}
