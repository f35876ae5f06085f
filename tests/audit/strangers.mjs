// `node strangers.mjs SITE ADDRESS`: ajv, in its strict mode, reads every schema and the documents of each; the clients
// that two generators make call every path, and read every measure. Writes what fails.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { generateSource } from "oazapfts";
import { generateApi } from "swagger-typescript-api";
import typescript from "typescript";

const [site, address] = process.argv.slice(2);
const folder = path.join(site, "api", "v1");
const readJson = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf-8"));
const list = (part) => fs.readdirSync(path.join(folder, part)).filter((name) => name.endsWith(".json"));
const failures = [];

for (const file of list("schema")) {
  const ajv = addFormats(new Ajv({ strict: true, allErrors: true }));
  try {
    const validate = ajv.compile(readJson(`schema/${file}`));
    const documents = file === "measure.json" ? list("measures").map((name) => `measures/${name}`) : [file];
    for (const name of documents) {
      if (!validate(readJson(name))) failures.push(`ajv, ${name}: ${ajv.errorsText(validate.errors)}`);
    }
  } catch (error) {
    failures.push(`ajv, ${file}: ${error.message}`);
  }
}

// A generated client finds what it imports beside the tools.
const output = fs.mkdtempSync(path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules", ".client-"));
const load = (name, source) => {
  const compilerOptions = { target: "es2022", module: "esnext" };
  const file = path.join(output, `${name}.mjs`);
  fs.writeFileSync(file, typescript.transpileModule(source, { compilerOptions }).outputText);
  return import(pathToFileURL(file));
};
const input = path.join(folder, "openapi.json");
const { files } = await generateApi({ input, output: false, silent: true });
const { Api } = await load("swagger", files[0].fileContent);
const oazapfts = await load("oazapfts", await generateSource(input));
oazapfts.defaults.baseUrl = `${address}/api/v1`;
const clients = { swagger: Object.values(new Api({ baseUrl: `${address}/api/v1` })), oazapfts: [oazapfts] };
const choose = (name) => {
  if (/Axis/.test(name)) return [1];
  if (/ActorsActor|ByActor/.test(name)) return ["maire"];
  if (/SchemaName|ByName/.test(name)) return ["measures"];
  return /Number/.test(name) ? [21] : [];
};
const paths = Object.keys(readJson("openapi.json").paths);
for (const [client, groups] of Object.entries(clients)) {
  const calls = groups.flatMap((group) => Object.entries(group ?? {})).filter(([name]) => name.startsWith("get"));
  for (const [name, call] of calls) {
    for (const given of /Number.*Json/.test(name) ? list("measures").map((file) => [parseInt(file)]) : [choose(name)]) {
      const { status } = await call(...given);
      if (status !== 200) failures.push(`${client}, ${name}(${given}): ${status}`);
    }
  }
  if (calls.length < paths.length) failures.push(`${client}: ${calls.length} of ${paths.length} paths`);
}
fs.rmSync(output, { recursive: true });
console.log(failures.join("\n"));
process.exitCode = failures.length > 0 ? 1 : 0;
