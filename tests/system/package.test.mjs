// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An author's and a provider's way with the real program: begin, check, test, build, sign, verify, install; and what is refused on it.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Installation, temporaryFolder } from "../lib/program.mjs";

const here = new Installation();
const refused = (...argument) => {
  const result = here.run("package", ...argument);
  assert.equal(result.status, 1, result.stdout + result.stderr);
  return result.stdout + result.stderr;
};
const ok = (...argument) => here.ok("package", ...argument).stdout;

test("from an empty folder to a signed archive", () => {
  const folder = temporaryFolder();
  const [draft, archive, key] = ["bescheinigung", "paket.zip", "schlüssel"].map((name) => join(folder, name));
  ok("new", draft, "--id", "bescheinigung", "--service", "99102013000000", "--title", "Bescheinigung");
  assert.match(ok("check", draft), /In Ordnung: bescheinigung 1\.0\.0, 2 Seiten, 2 Testfälle/);
  assert.match(ok("test", draft), /2 Testfälle/);
  assert.match(refused("new", draft, "--id", "bescheinigung"), /ist nicht leer/);

  ok("build", draft, "-o", archive);
  const bytes = readFileSync(archive);
  ok("build", draft, "-o", archive);
  assert.deepEqual(readFileSync(archive), bytes, "the same files make the same bytes");
  assert.match(ok("check", archive), /In Ordnung/);
  assert.match(ok("verify", archive), /unversehrt\.\nNicht unterschrieben/);

  const public_key = ok("key", key).trim().split("\n").at(-1);
  assert.equal(statSync(key).mode & 0o777, 0o600);
  assert.match(refused("key", key), /gibt es schon/);
  assert.match(refused("verify", archive, "--trust", public_key), /Niemand hat dieses Paket unterschrieben/);
  assert.match(ok("sign", archive, "--key", key, "--signer", "Stadt Coesfeld"), /Unterschrieben/);
  assert.match(ok("verify", archive, "--trust", public_key), /Unterschrieben von Stadt Coesfeld/);
  assert.match(refused("verify", archive, "--trust", "AAAA"), /wird hier nicht vertraut/);
  assert.match(refused("sign", archive, "--key", archive), /steht kein Schlüssel/);
});

test("what is broken is refused with file and line, and nothing is written", () => {
  const folder = temporaryFolder();
  const draft = join(folder, "paket"), archive = join(folder, "paket.zip");
  ok("new", draft, "--id", "paket", "--service", "99102013000000");
  const form = join(draft, "form.yaml");
  const whole = readFileSync(form, "utf8");
  writeFileSync(form, whole.replace("{var: eilt}", "{var: eilig}"));
  const line = whole.split("\n").findIndex((text) => text.includes("{var: eilt}")) + 1;
  const said = refused("build", draft, "-o", archive);
  assert.match(said, new RegExp(`^form\\.yaml:${line}:\\d+: .*eilig`, "m"));
  assert.throws(() => statSync(archive));

  writeFileSync(form, whole);
  ok("build", draft, "-o", archive);
  const bytes = readFileSync(archive);
  bytes[Math.floor(bytes.length / 3)] ^= 0xff;
  writeFileSync(archive, bytes);
  assert.match(refused("verify", archive), /paket\.zip: .*(beschädigt|verändert)/);
  assert.match(refused("check", join(folder, "nirgends")), /Weder einen Ordner noch ein Archiv/);
});

test("a provider's archive is installed for the association or a town, when its key is trusted", () => {
  const folder = temporaryFolder();
  const [draft, archive, key] = ["bescheinigung", "paket.zip", "schlüssel"].map((name) => join(folder, name));
  ok("new", draft, "--id", "bescheinigung", "--service", "99102013000000", "--title", "Bescheinigung");
  ok("build", draft, "-o", archive);
  assert.match(ok("install", archive), /bescheinigung 1\.0\.0 ist veröffentlicht.*\nNicht unterschrieben/);
  assert.match(ok("install", archive), /ist veröffentlicht/, "the same again changes nothing");
  assert.match(refused("install", archive, "--municipality", "05999999"), /keine Kommune mit dem AGS/);

  const manifest = join(draft, "package.yaml");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/^changes: .*$/m, "changes: Etwas anderes."));
  ok("build", draft, "-o", archive);
  assert.match(refused("install", archive), /mit anderem Inhalt veröffentlicht/);

  writeFileSync(manifest, readFileSync(manifest, "utf8").replace("version: 1.0.0", "version: 1.1.0"));
  ok("build", draft, "-o", archive);
  const public_key = ok("key", key).trim().split("\n").at(-1);
  assert.match(refused("install", archive, "--trust", public_key), /Niemand hat dieses Paket unterschrieben/);
  ok("sign", archive, "--key", key, "--signer", "Stadt Coesfeld");
  assert.match(ok("install", archive, "--trust", public_key), /1\.1\.0 ist veröffentlicht.*\nUnterschrieben von Stadt Coesfeld/);
  const only = { KOMMOD_TRUSTED_PUBLISHERS: "A".repeat(43) };
  const stranger = here.run("package", "install", archive, { environment: only });
  assert.match(stranger.stdout + stranger.stderr, /wird hier nicht vertraut/);
  const wrong = here.run("package", "install", archive, { environment: { KOMMOD_TRUSTED_PUBLISHERS: "kein Schlüssel" } });
  assert.match(wrong.stdout + wrong.stderr, /KOMMOD_TRUSTED_PUBLISHERS/);
});
