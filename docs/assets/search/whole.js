// The engine for a plan of this size: one index of all the documents, read as a whole.

import { createEngine } from "./engine.js";

export async function load(root) {
  const answer = await fetch(new URL("search/index.json", root), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`search/index.json: ${answer.status}`);
  return createEngine(await answer.json());
}
