import { argv } from "node:process";

const what = argv[2] ?? "runs";
if (what === "canvas") await import("./canvas.ts");
else if (what === "runs") await import("./runs.ts");
else throw new Error(`There is no bench “${what}”. Say “canvas”, or nothing for the runs.`);
