// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// docs/schemas says what the program reads: every shipped package fits, what is wrong does not, and the words are the program's.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { parse } from "yaml";
import { source } from "../lib/program.mjs";

const folder = join(source, "docs/schemas");
const schemas = readdirSync(folder).filter((name) => name.endsWith(".schema.json")).map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]);
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
for (const [, schema] of schemas) ajv.addSchema(schema);
const schema = (name) => ajv.getSchema(`https://kommod.example/schemas/${name}.schema.json`);
const yaml = (path) => parse(readFileSync(path, "utf8"));

// Path of every file below a folder that a schema speaks of, with the schema's name.
function described(root) {
  const of = { "package.yaml": "package", "form.yaml": "form", "fees.yaml": "fees" };
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => ({ path: join(entry.parentPath ?? entry.path, entry.name) }))
    .map(({ path }) => ({ path, name: of[basename(path)] ?? { texts: "texts", tests: "cases" }[basename(join(path, ".."))] }))
    .filter(({ name }) => name);
}

test("every schema is one of draft 7 and bears its file's name", () => {
  for (const [name, each] of schemas) {
    assert.equal(each.$schema, "http://json-schema.org/draft-07/schema#", name);
    assert.equal(each.$id, `https://kommod.example/schemas/${name}`);
    assert.ok(each.title && ajv.validateSchema(each), name);
  }
});

test("every file of the shipped packages fits its schema", () => {
  const packages = readdirSync(join(source, "packages"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.ok(packages.length >= 5);
  for (const entry of packages)
    for (const { path, name } of described(join(source, "packages", entry.name))) {
      const check = schema(name);
      assert.ok(check(yaml(path)), `${path}: ${ajv.errorsText(check.errors, { separator: "\n" })}`);
    }
});

test("what an author gets wrong does not fit", () => {
  const manifest = yaml(join(source, "packages/hundesteuer/package.yaml"));
  const wrong = [
    ["package", { ...manifest, verion: "1" }],
    ["package", { ...manifest, version: "1.0" }],
    ["package", { ...manifest, languages: ["en"] }],
    ["package", { ...manifest, services: ["123"] }],
    ["package", { ...manifest, retention: { draft: "30 Tage", application: "P1Y", citation: "§ 1" } }],
    ["package", { ...manifest, process: { office: "amt", deadline: "P1M" } }],
    ["form", { format: "kommod-form/1", pages: [{ id: "a", fields: [{ key: "a", type: "txt" }] }] }],
    ["form", { format: "kommod-form/1", pages: [{ id: "a", fields: [{ key: "a", type: "email", max: 3 }] }] }],
    ["form", { format: "kommod-form/1", pages: [{ id: "a", fields: [{ key: "a", type: "choice" }] }] }],
    ["form", { format: "kommod-form/1", pages: [{ id: "a", fields: [{ key: "a", type: "group", fields: [{ key: "b", type: "file", kinds: ["exe"] }] }] }] }],
    ["form", { format: "kommod-form/1", pages: [{ id: "a", when: { equals: [1, 1] }, fields: [] }] }],
    ["fees", { fees: [{ id: "a", amount: "1.00" }] }],
    ["cases", [{ name: "a", answers: {}, expect: { pfad: [] } }]],
  ];
  for (const [name, value] of wrong) assert.equal(schema(name)(value), false, `${name}: ${JSON.stringify(value).slice(0, 200)}`);
});

test("operators, field types and their settings are those that the program reads", () => {
  const expression = readFileSync(join(source, "src/forms/expression.cpp"), "utf8");
  const table = expression.slice(expression.indexOf("spellings{{"), expression.indexOf("}};"));
  const operators = [...table.matchAll(/\{"([^"]+)", Operator::/g)].map((match) => match[1]);
  const condition = schemas.find(([name]) => name.startsWith("condition"))[1];
  assert.deepEqual(condition.anyOf[2].propertyNames.enum.toSorted(), operators.toSorted());

  const rows = [...readFileSync(join(source, "src/forms/field_types.cpp"), "utf8").matchAll(/\{(\w+),\s*"(\w+)",\s*\{([^}]*)\}/g)]
    .filter(([, one, two]) => one === two)
    .map(([, , name, settings]) => [name, [...settings.matchAll(/"(\w+)"/g)].map((match) => match[1]).toSorted()]);
  const form = schemas.find(([name]) => name.startsWith("form"))[1];
  const shared = ["citation", "fim", "key", "optional", "prefill", "required", "sensitive", "type", "when"];
  const branches = form.definitions.field.allOf.map(({ if: when, then }) => [
    when.properties.type.const, Object.keys(then.properties).filter((key) => !shared.includes(key)).toSorted()]);
  assert.equal(rows.length, 24);
  assert.deepEqual(Object.fromEntries(branches), Object.fromEntries(rows));
});
