// `node readers.mjs SITE`: what npm's readers find in each output, as JSON: output → numbers of the measures.
import fs from "node:fs";
import path from "node:path";

import { Cite } from "@citation-js/core";
import { EPub } from "epub2";
import ICAL from "ical.js";
import jsonld from "jsonld";
import Papa from "papaparse";
import RssParser from "rss-parser";

const [site] = process.argv.slice(2);
const read = (file) => fs.readFileSync(path.join(site, file), "utf-8");
const number = (address) => Number(/mesures\/(\d+)\//.exec(address)?.[1]);
const found = {};

for (const table of ["measures", "deadlines", "figures", "follow_up"]) {
  const { data, errors } = Papa.parse(read(`api/v1/${table}.csv`).trim(), { header: true });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  found[`${table}.csv`] = data.map((row) => Number(row.measure ?? row.number));
}

const calendar = new ICAL.Component(ICAL.parse(read("api/v1/calendar.ics")));
const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
found["calendar.ics"] = events.map((event) => number(event.component.getFirstPropertyValue("url")));

found["measures/*.atom"] = [];
for (const file of fs.readdirSync(path.join(site, "api/v1/measures")).filter((name) => name.endsWith(".atom"))) {
  const feed = await new RssParser().parseString(read(`api/v1/measures/${file}`));
  if (feed.items.length > 0) found["measures/*.atom"].push(number(feed.link));
}

found["plan.csl.json"] = new Cite(read("api/v1/plan.csl.json")).data.map((work) => number(work.URL));

const nodes = await jsonld.expand(JSON.parse(read("api/v1/plan.jsonld")));
const plan = nodes.find((node) => node["http://schema.org/hasPart"] && /\/plan\/$/.test(node["@id"]));
found["plan.jsonld"] = plan["http://schema.org/hasPart"].map((part) => number(part["@id"]));

const book = await EPub.createAsync(path.join(site, "fiches/plan.epub"));
const chapters = await Promise.all(book.flow.map(({ id }) => book.getChapterRawAsync(id)));
found["plan.epub"] = [...chapters.join("").matchAll(/ id="mesure-(\d+)"/g)].map((match) => Number(match[1]));

console.log(JSON.stringify(found));
