// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// docs/openapi.yaml as a judge: validators for the answers of an operation.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import { source } from "./program.mjs";

export const document = parse(readFileSync(join(source, "docs/openapi.yaml"), "utf8"));

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
ajv.addSchema({ $id: "openapi", ...document });

const pointer = (...steps) =>
  "openapi#/" + steps.map((step) => encodeURIComponent(step.replace(/~/g, "~0").replace(/\//g, "~1"))).join("/");

// Complaints about a JSON answer of GET `path` (as the document spells it).
export function complaints(path, status, value) {
  const steps = ["paths", path, "get", "responses", String(status)];
  const reference = document.paths[path]?.get.responses[status]?.$ref;
  const place = reference ? reference.slice(2).split("/") : steps;
  const validate = ajv.getSchema(pointer(...place, "content", "application/json", "schema"));
  if (!validate) return [`docs/openapi.yaml knows no JSON answer ${status} of ${path}`];
  return validate(value) ? [] : validate.errors.slice(0, 10).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
