// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A real mail server (npm smtp-server) for one connection, for the tests of the mail room:
//
//   node smtp_peer.mjs FOLDER starttls|smtps
//
// Makes a certificate for localhost in FOLDER (cert.pem), prints its port, takes one connection with the log-in
// portal / "richtig", prints what it got as one line of JSON, and ends.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";

const [folder, mode] = process.argv.slice(2);
const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
execFileSync(
  "openssl",
  ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-keyout", key, "-out", cert,
    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
  { stdio: "ignore" },
);

const got = { mails: [], refused: 0 };
const server = new SMTPServer({
  secure: mode === "smtps",
  key: readFileSync(key),
  cert: readFileSync(cert),
  authMethods: ["PLAIN", "LOGIN"],
  onAuth(auth, session, callback) {
    if (auth.username === "portal" && auth.password === "richtig") return callback(null, { user: auth.username });
    got.refused += 1;
    callback(new Error("wrong"));
  },
  onData(stream, session, callback) {
    let data = "";
    stream.setEncoding("utf8");
    stream.on("data", (part) => (data += part));
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      got.mails.push({ from: mailFrom.address, to: rcptTo.map((to) => to.address), secure: session.secure, user: session.user, data });
      callback();
    });
  },
  onClose: () => end(),
});
function end() {
  console.log(JSON.stringify(got));
  process.exit(0);
}
server.on("error", () => {});
setTimeout(end, 20_000);
server.listen(0, "localhost", () => console.log(server.server.address().port));
