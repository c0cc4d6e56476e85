import { argv } from "node:process";

const what = argv[2] ?? "runs";
if (what === "canvas") await import("./canvas.ts");
else if (what === "injection") await import("#bin/measure-guards.ts");
else if (what === "runs") await import("./runs.ts");
else throw new Error(`There is no bench “${what}”. Say “canvas”, “injection”, or nothing for the runs.`);
