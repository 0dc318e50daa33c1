// How the venue's CA is trusted on each system, and how it is removed again: the words of docs/certificates.md.
import { say } from "../app/text";

export interface System {
  key: string;
  name: string;
  steps: string[];
  notes: string[];
  command?: string; // that shows the fingerprint; the first step speaks of it
  removing: string;
}

export const certificate_name = "Einlass venue CA";
export const file_name = "einlass-venue-ca.cer";

const ios = (): System => ({
  key: "ios",
  name: say("iPhone and iPad (iOS 15 and later)"),
  steps: [
    say("Open this page in Safari, download the certificate, and allow the configuration profile."),
    say("Settings › General › VPN & Device Management › {name}. Before you tap “Install”: under “More Details” the certificate shows its fingerprint; compare SHA-256. Then tap “Install”, with the device’s code.", { name: certificate_name }),
    say("Settings › General › About › Certificate Trust Settings: switch {name} on. Without this step browsers go on warning.", { name: certificate_name }),
  ],
  notes: [],
  removing: say("Settings › General › VPN & Device Management › {name} › Remove Profile.", { name: certificate_name }),
});

const android = (): System => ({
  key: "android",
  name: say("Android (11 and later)"),
  steps: [
    say("Download the certificate. Android keeps it as a file and does not install it from the browser."),
    say("Settings › Security & privacy › More security settings › Encryption & credentials › Install a certificate › CA certificate. The names differ by maker; search the settings for “CA certificate”. Android warns and wants the screen lock; choose the file."),
    say("… › Encryption & credentials › Trusted credentials › User › Einlass: compare the SHA-256 fingerprint, and remove it at once if it differs. Android shows it only here, after installing."),
  ],
  notes: [
    say("Chrome, Edge and Samsung Internet follow; apps mostly do not. Firefox does only if its hidden settings say so: Settings › About Firefox, tap the logo five times, then Settings › Secret Settings › Use third party CA certificates."),
    say("Android goes on showing that “the network may be monitored”."),
  ],
  removing: say("At the same place: Einlass › Remove (Uninstall)."),
});

const windows = (): System => ({
  key: "windows",
  name: say("Windows (10, 11)"),
  steps: [
    say("Download the certificate. Compare before installing, with this command in a terminal. The “thumbprint” in the certificate’s window is SHA-1, and not this number."),
    say("Open the file › Install Certificate › Current User › Place all certificates in the following store › Browse › Trusted Root Certification Authorities › Finish. Windows asks once more, with the SHA-1 number: choose “Yes”."),
  ],
  notes: [say("Edge and Chrome follow. Firefox does from version 120 on: Settings › Privacy & Security › Certificates › Allow Firefox to automatically trust third-party root certificates you install.")],
  command: `certutil -hashfile ${file_name} SHA256`,
  removing: say("certmgr.msc › Trusted Root Certification Authorities › Certificates › {name} › Delete.", { name: certificate_name }),
});

const macos = (): System => ({
  key: "macos",
  name: say("Mac (macOS 13 and later)"),
  steps: [
    say("Download the certificate and open it; Keychain Access puts it into the login keychain."),
    say("In Keychain Access, double-click {name}: under “Details”, at the end, is the SHA-256 fingerprint; compare it.", { name: certificate_name }),
    say("Under “Trust”: “When using this certificate” › Always Trust. Close the window; the Mac asks for your password."),
  ],
  notes: [say("Safari and Chrome follow; Firefox as on Windows.")],
  removing: say("Select it in Keychain Access › Delete."),
});

const linux = (): System => ({
  key: "linux",
  name: say("Linux, and Firefox on any computer"),
  steps: [
    say("Download the certificate, and compare its fingerprint with this command."),
    say("Chrome and Chromium: Settings › Privacy and security › Security › Manage certificates › Authorities › Import, for web sites."),
    say("Firefox: Settings › Privacy & Security › View Certificates › Authorities › Import."),
  ],
  notes: [],
  command: `openssl x509 -inform der -in ${file_name} -noout -fingerprint -sha256`,
  removing: say("At the same place: choose {name}, then “Delete”.", { name: certificate_name }),
});

export const systems = (): System[] => [ios(), android(), windows(), macos(), linux()];

// By what the browser says of itself; only which part is open depends on it.
export function system_here(agent: string): string {
  if (/iPhone|iPad/.test(agent)) return "ios";
  if (/Android/.test(agent)) return "android";
  if (/Windows/.test(agent)) return "windows";
  return /Macintosh/.test(agent) ? "macos" : "linux";
}
