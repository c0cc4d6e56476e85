// Plain JavaScript, because it has to say something useful on a Node that cannot read TypeScript.
const [major] = process.versions.node.split(".").map(Number);
const [, , script, ...rest] = process.argv;

if (major < 24) {
  console.error(
    `Aimwright runs on Node 24, which npm install brings along, but this is Node ${process.versions.node}.\n` +
      "Run it through npm (npm start, npm test), and run npm install again if that does not help:\n" +
      "the package that carries Node for this system seems to be missing. Or install Node 24 yourself.",
  );
  process.exit(1);
}
process.argv.splice(1, process.argv.length - 1, script, ...rest);
await import(new URL(`./${script}.ts`, import.meta.url).href);
