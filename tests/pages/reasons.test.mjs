// Each sentence in which the server says why a pull or a target stopped, or a badge cannot be drawn, is understood by the page,
// which says it in its own language (assets/web/src/organiser/crm_reasons.ts, badge_reasons.ts); another system's words are not taken for ours.
import assert from "node:assert/strict";
import test from "node:test";
import { literal, script, source_of, text_in, texts_in } from "./server_sentences.mjs";

const { is_for_server, missing_field, our_reason, reason_text } = await script("organiser/crm_reasons.ts");
const { badge_reason, known_badge_reason, known_drawing_reason } = await script("organiser/badge_reasons.ts");

// What stands between quotation marks in errors and in a target's answers, with something for each placeholder.
function sentences(file, from = "") {
  const part = source_of(file, from);
  const told = texts_in(part).filter((text) => /^[A-Z{].* .*\.$/.test(text));
  const words = [...part.matchAll(new RegExp(String.raw`Fate::(?:Refused|Stopped), \.words = ${literal}`, "g"))].map(([, found]) => text_in(found));
  return [...told, ...words].map((text) => text.replace("HTTP {}", "HTTP 404").replace("more than {}", "more than 32").replace(/^\{\}/, "crm").replaceAll("{}", "/srv/x"));
}

const files = ["answer", "http_client", "pull", "targets", "sewobe_source", "easyverein_source", "datahub_source", "eventbrite_source", "cmf_target", "pretix_target", "campaign_monitor_target"];
const all = [...files.flatMap((name) => sentences(`server/crm/${name}.cpp`)), ...sentences("core/settings/connector_settings.cpp", "Result<std::string> read_key_file").filter((text) => !text.startsWith("What ")), ...sentences("server/venue/crm_desk.cpp", "CrmDesk::require_wanted("), ...sentences("server/venue/crm_looks.cpp", "CrmDesk::require_known_map(")];

test("every sentence of the server's is understood", () => {
  assert.ok(all.length >= 18, `only ${all.length} were found`);
  for (const text of all) assert.ok(our_reason(text), `not understood: ${text}`);
});

test("a sentence that was cut is understood as well", () => {
  const cut = 'The connector "crm" answered with an error of GraphQL; check that its configuration in Data';
  assert.match(our_reason(cut), /Check that its configuration/);
});

test("what is to be done depends on what happened", () => {
  const refused = (status) => our_reason(`The connector "crm" refused (HTTP ${status}): whatever.`);
  assert.match(refused(401), /key file/);
  assert.match(refused(404), /linked to/);
  assert.match(refused(301), /moved/);
  assert.match(our_reason('The connector "crm" does not answer (Timeout was reached); it is tried again later.'), /in time/);
  assert.match(our_reason('The connector "crm" does not answer (Couldn\'t connect to server); look at the network, its address and its proxy.'), /network/);
});

test("of a token it is said when it is void", () => {
  const told = (when) => our_reason(`The token of the connector "verein" ${when} and was not renewed, as its key file cannot be written; let`);
  assert.match(told("is void on 2026-12-24 at the latest"), /^Its token is void on .*24.+ at the latest\. It was not renewed/);
  assert.match(told("ends soon"), /^Its token ends soon\. It was/);
});

test("another system's words stay as they are, between quotation marks", () => {
  for (const text of ["Validation failed: Empty mandatory field [ street ]", "HTTP 404", "Invalid token.", "The connector is down"]) {
    assert.equal(our_reason(text), undefined);
    assert.equal(reason_text(text), `“${text}”`);
  }
});

test("what is put right on the server is told apart from what passes or is put right there", () => {
  for (const text of ['The connector "crm" refused (HTTP 401): whatever.', 'The connector "crm" does not answer (Timeout); its certificate is not trusted.', "/srv/x does not exist."]) assert.ok(is_for_server(text), text);
  for (const text of ['The connector "crm" cannot answer now (HTTP 503); whatever.', 'The connector "crm" does not answer (Timeout was reached); it is tried again later.', "HTTP 404", "Invalid token."]) assert.ok(!is_for_server(text), text);
});

test("a field that a person lacks in Pimcore is read out of its words", () => {
  assert.equal(missing_field("Validation failed: Empty mandatory field [ street ] of object /customers/x"), "street");
  assert.equal(missing_field("Invalid token."), undefined);
});

// Of a drawing the server says how “The badge template … (line …)” goes on, and parts of that.
function endings() {
  const all = (name) => texts_in(source_of(`printing/badge/${name}.cpp`, "namespace")).map((text) => text.replaceAll("{}", "x"));
  const limits = all("drawing_limits").filter((text) => /^(has|is) .+\.$/.test(text));
  const ends = [...all("template_reader"), ...all("box_rules")].filter((text) => /^(has|is|contains|needs) .+[.]$/.test(text) && !text.endsWith(": x."));
  const box_advice = all("box_rules").filter((text) => /^(write|the) .+ /.test(text) || text === "write x");
  const when_advice = all("condition").filter((text) => /^(write|name|say) .+/.test(text));
  return [
    ...ends, ...limits, ...limits.map((limit) => `contains an embedded picture that ${limit}`),
    ...box_advice.map((advice) => `has a box "name" with data-lines="9": ${advice}.`), ...when_advice.map((advice) => `has data-when="y": ${advice}.`),
  ];
}

test("every reason why a drawing is refused is understood", () => {
  const all = endings();
  assert.ok(all.length >= 35, `only ${all.length} were found`);
  for (const end of all) assert.ok(known_drawing_reason(end), `not understood: ${end}`);
  assert.equal(badge_reason("The badge template Mine (line 7) has no boxes: add a rectangle."), 'Line 7: It has no boxes. Add a rectangle with data-field="name".');
});

test("every reason why a badge cannot be drawn is understood", () => {
  const files = ["printing/badge/painter", "printing/badge/prepared_template", "printing/badge/qr_symbol", "printing/badge/raster_image", "printing/badge/svg_picture", "server/commands/badge_press", "server/commands/template_handlers"];
  const all = files.flatMap((file) => texts_in(source_of(`${file}.cpp`, "namespace"))).filter((text) => /^(A|The|That) .+ .+\.$/.test(text)).map((text) => text.replaceAll("{}", "7"));
  assert.ok(all.length >= 11, `only ${all.length} were found`);
  for (const text of all) assert.ok(known_badge_reason(text), `not understood: ${text}`);
  assert.equal(badge_reason("Something new."), "“Something new.”");
});
