// Why a pull or a target stopped, or a row was refused, in the page's language: the server says it in an English sentence
// (server/crm, core/settings/connector_settings.cpp), which may be cut at its end. What is none of these are the other
// system's own words. A quick test compares them with the server's.
import { date_text, say } from "../app/text";

function token_text(words: string): string {
  const day = /^is void on (\d{4}-\d\d-\d\d)/.exec(words)?.[1];
  return day ? say("Its token is void on {day} at the latest.", { day: date_text(Date.parse(`${day}T12:00Z`)) }) : say("Its token ends soon.");
}

type Told = [RegExp, (found: string[]) => string, "server"?]; // "server": where it is put right, in a file or the network there

const told: Told[] = [
  [/^The connector ".+" refused \(HTTP (40[13])\)/, ([, status]) => say("It does not take the key (HTTP {status}). Put a valid one into its key file.", { status: status! }), "server"],
  [/^The connector ".+" refused \(HTTP 404\)/, () => say("What was asked for is not there (HTTP 404). Check its address in connectors.toml, and what the event is linked to."), "server"],
  [/^The connector ".+" refused \(HTTP (\d+)\)/, ([, status]) => say("Its address has moved (HTTP {status}). Correct it in connectors.toml.", { status: status! }), "server"],
  [/^The connector ".+" refused \(STATUSCODE (.*?)\)/, ([, status]) => say("It refused (STATUSCODE {status}). Check user, password and reports.", { status: status! }), "server"],
  [/^The connector ".+" did not take the request \(HTTP (\d+)\)/, ([, status]) => say("It did not take the request (HTTP {status}). Check kind, version and fields in connectors.toml.", { status: status! }), "server"],
  [/^The connector ".+" cannot answer now \(HTTP (\d+)\)/, ([, status]) => say("It cannot answer now (HTTP {status}). It is tried again later.", { status: status! })],
  [/^The connector ".+" answered with something else than JSON/, () => say("It answered with something else than JSON. Check its address in connectors.toml."), "server"],
  [/^The connector ".+" answered with more than (\d+) MiB/, ([, mib]) => say("It answered with more than {mib} MiB. Choose a smaller “page_size” or a larger “reply_mib”.", { mib: mib! }), "server"],
  [/^The connector ".+" answered with an error of GraphQL/, () => say("It answered with an error of GraphQL. Check that its configuration in Datahub has every field of the field map, and “column_prefix”."), "server"],
  [/^The connector ".+" does not answer \((.+?)\); it is tried/, () => say("It did not answer in time. It is tried again later.")],
  [/^The connector ".+" does not answer \((.+?)\); correct its/, () => say("Its address is none. Correct “url” in connectors.toml."), "server"],
  [/^The connector ".+" does not answer \((.+?)\); its "ca_file"/, () => say("The file of its certificate’s issuer cannot be used. Correct “ca_file” in connectors.toml."), "server"],
  [/^The connector ".+" does not answer \((.+?)\); its certificate/, () => say("Its certificate is not trusted. Name its issuer as “ca_file” in connectors.toml."), "server"],
  [/^The connector ".+" does not answer/, () => say("It does not answer. Look at the network, its address and its proxy."), "server"],
  [/^The connector ".+" wants a pause/, () => say("It wants a pause, or this server stops. Ask again later.")],
  [/^The connector ".+" says that there are more attendees/, () => say("It says that there are more attendees, and not how to go on, so nothing was changed. It is tried again later.")],
  [/^The connector ".+" answered without the list/, () => say("It answered without the list that was asked for, so nothing was changed. It is tried again later.")],
  [/^The connector ".+" lists orders that it does not show/, () => say("It lists orders that it does not show. Let its key read all of them in Datahub. Nothing was changed, and it is tried again later.")],
  [/^The connector ".+" did not sign in/, () => say("It did not sign us in. Check “user”, and the password in its key file."), "server"],
  [/^The reports of the connector ".+" name no member/, () => say("Its reports name no member with a number. Check “reports”, and the column for “id”. What was known before stays."), "server"],
  [/^The report (.+?) of the connector ".+" names nobody any more/, ([, report]) => say("Its report {report} names nobody any more, so nothing was changed. See there whether its user may still read it, or take it out of “reports”.", { report: report! }), "server"],
  [/^While .+ was pulled, the event was unlinked/, () => say("The event was unlinked meanwhile, or guests were erased, so nothing of it was taken over. Bring it in again.")],
  [/^The fields of .+ in connectors\.toml are others/, () => say("Its fields in connectors.toml are others than the last time. See what would change, then bring it in.")],
  [/^While .+ was looked at, guests were erased/, () => say("Guests were erased meanwhile, so nothing of it is told. Look again.")],
  [/^.+ says that it has nobody, though/, () => say("It says that it has nobody, though it had people before, so nothing was changed. See there whether the key may still read them, then pull again.")],
  [/^Guests from another list have the same codes, orders/, () => say("Guests from another list have the same codes, orders or addresses, and would come from here from now on, or be there twice, so nothing was changed. Look at what would change, then pull.")],
  [/^The token of the connector ".+" (.+?) and cannot be renewed in an environment variable; put a new one into (\S+),/, ([, void_on, name]) => say("{token} It cannot be renewed in an environment variable. Put a new one into {name}, or into a key file that the server may write.", { token: token_text(void_on!), name: name! }), "server"],
  [/^The token of the connector ".+" (.+?) and was not renewed, as/, ([, void_on]) => say("{token} It was not renewed, as the server cannot write its key file. Let it write file and directory, or put it into the state directory.", { token: token_text(void_on!) }), "server"],
  [/^The token of the connector ".+" (.+?) and was not renewed when/, ([, void_on]) => say("{token} The other system did not renew it. Each pull tries again. If that does not help, put a new one into its key file.", { token: token_text(void_on!) }), "server"],
  [/^The new token of the connector ".+" could/, () => say("A new token came and could not be kept, and the old one is void. Put a new one into its key file."), "server"],
  [/^The new token of the connector ".+" got/, () => say("A new token got lost on its way, and the old one may be void. Where it is not taken any more, put a new one into its key file."), "server"],
  [/^Every user of this machine may read or change the key in (.+?); take/, ([, file]) => say("Every user of the server may read or change the key in {file}. Take that right from them (chmod o-rw).", { file: file! }), "server"],
  [/^The environment variable (\S+) is not set/, ([, name]) => say("The environment variable {name} is not set on the server.", { name: name! }), "server"],
  [/^(\/.+) does not exist\.$/, ([, file]) => say("{file} does not exist on the server.", { file: file! }), "server"],
  [/^The secret of the connector ".+" must be/, () => say("Its key file must be one line of text."), "server"],
  [/^No connector is set up/, () => say("It is not set up any more. Connectors stand in connectors.toml on the server."), "server"],
  [/^There is no connector/, () => say("It is not set up any more. Connectors stand in connectors.toml on the server."), "server"],
  [/^Nothing can be written to .+ is a source only/, () => say("It is a source only: nothing can be written to it.")],
  [/^Which list of .+ the event has is not known/, () => say("Which list there the event has is not known. Name it below, and write.")],
  [/^HTTP 404: its webservice is not at this address/, () => say("Its webservice is not at this address (HTTP 404). Correct “url” in connectors.toml."), "server"],
  [/^HTTP (40[13])$/, ([, status]) => say("It does not take the key (HTTP {status}). Put a valid one into its key file.", { status: status! }), "server"],
  [/^HTTP (3\d\d)$/, ([, status]) => say("Its address has moved (HTTP {status}). Correct it in connectors.toml.", { status: status! }), "server"],
  [/^(.+) who had just left the list stand on it again/, ([, count]) => say("{count} who had just left the list stand on it again. Remove them there, who are its newest subscribers, then go on.", { count: count! })],
  [/^questions of the ticket are open$/, () => say("questions of the ticket are open")],
  [/^the check-in list has no such ticket$/, () => say("the check-in list has no such ticket")],
  [/^pretix did not take the check-in back \((.*?)(?:\); take it.*)?$/, ([, words]) => say("pretix did not take the check-in back ({words}). Take it back there by hand.", { words: reason_text(words!) })],
];

export const is_for_server = (text: string): boolean => told.find(([pattern]) => pattern.test(text))?.[2] === "server";

// Ours in one language, nothing where the words are the other system's.
export function our_reason(text: string): string | undefined {
  for (const [pattern, sentence] of told) {
    const found = pattern.exec(text);
    if (found) return sentence(found);
  }
  return undefined;
}

export const stop_text = (text: string): string => our_reason(text) ?? say("It says: “{words}”.", { words: text });

// Pimcore's words for a field that it demands of everybody.
export const missing_field = (text: string): string | undefined => /^Validation failed: Empty mandatory field \[ (.+?) \]/.exec(text)?.[1];

// Another system's words stay as they are, between quotation marks.
export const reason_text = (text: string): string => our_reason(text) ?? say("“{words}”", { words: text });
