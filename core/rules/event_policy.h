// How an event admits its guests. A policy is data (assets/presets, an event's policy document), never code.
#pragma once

#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::rules {

enum class AloneRule { Admit, Staff, Refuse };  // what a kiosk without the server may do
enum class ReEntry { None, AfterDeparture, Free };
enum class SeatRule { Owned, FirstCome };
enum class AdmitBy { Ticket, Person };  // Person: a closed event, staff or host admit by tap
enum class WalkIn { Staff, Self, CountOnly, No };
enum class TransferRule { Staff, Host, Never };
enum class AdmissionSpan { Event, VenueDay };  // does one admission count for the event, or for its day
enum class CapKind { Hard, Soft };             // hard: nobody overrides it
enum class CapCounts { Inside, Admitted };
enum class AddressForm { Sie, Du };
enum class KeyAtRest { UntilExpiry, MemoryOnly };

struct Cap {
  int persons = 0;
  CapKind kind = CapKind::Soft;
  CapCounts counts = CapCounts::Admitted;
  friend bool operator==(const Cap&, const Cap&) = default;
};

// Asked on the spot before the first admission. Required questions hold the admission; consents never do.
struct Question {
  std::string id;
  std::map<std::string, std::string> text;  // by language
  bool required = false;
  bool consent = false;
  int text_version = 1;
  friend bool operator==(const Question&, const Question&) = default;
};

enum class PrintAt { Admission, Desk };  // where a badge comes out: where she comes in, or at badge desks only
enum class ReprintBy { Staff, Host };

struct ReprintRule {
  ReprintBy by = ReprintBy::Staff;
  std::optional<int> most;  // of one badge by staff; a host prints on. Nothing: any number
  friend bool operator==(const ReprintRule&, const ReprintRule&) = default;
};

// Where badges are fetched of guests whose family names begin from `from` to `to`, both with all that begins like them
// ("A" to "K" has Kowalski). Neither: of all others.
struct PickUp {
  std::string from;
  std::string to;
  std::map<std::string, std::string> desk;  // as guests read it, by language
  friend bool operator==(const PickUp&, const PickUp&) = default;
};

struct BadgeRule {
  bool print = true;
  bool confirm = false;                                   // the guest sees the badge before it prints
  std::string template_name;                              // document of kind "template"; empty: no badge
  std::map<std::string, std::string> category_templates;  // by category, in place of template_name
  std::map<std::string, std::string> category_colours;    // by category, "#rrggbb": for what a template draws in it
  PrintAt print_at = PrintAt::Admission;
  std::vector<std::string> desks;  // doors at which a scan prints badges and admits nobody
  ReprintRule reprints;
  std::vector<PickUp> pick_up;
  friend bool operator==(const BadgeRule&, const BadgeRule&) = default;
};

// The name of the template that badges of this category are drawn from; empty: they get none. Pure; any thread.
const std::string& template_for(const BadgeRule& badge, const std::string& category);
// "#rrggbb"; empty where the category has no colour.
const std::string& colour_for(const BadgeRule& badge, const std::string& category);
// "#c00", "#CC0000" → "#cc0000"; nothing for any other text.
std::optional<std::string> hex_colour(std::string_view text);

struct DoorHours {
  base::Instant opens;
  base::Instant closes;
  friend bool operator==(const DoorHours&, const DoorHours&) = default;
};

// How many persons hosts may bring. Hard for them; an organiser may raise it. Rules: core/rules/quota.h.
struct Quotas {
  std::optional<int> per_list;       // of each list owner; nothing: any number
  std::map<std::string, int> lists;  // of these list owners, in place of per_list
  std::optional<int> plus_ones;      // further persons on one guest's ticket; nothing: any number
  friend bool operator==(const Quotas&, const Quotas&) = default;
};

// Who comes along because a guest cannot do without: each a guest of her own, in a category of these. They are never
// kept out by the list of admitted categories or by a soft cap, and always counted (docs/policies.md, Companions).
struct CompanionRule {
  std::vector<std::string> categories{"assistant", "child", "interpreter"};
  int per_guest = 1;      // that staff or host may register with one guest
  bool in_quota = false;  // whether they use up the quota of the list that they are on
  friend bool operator==(const CompanionRule&, const CompanionRule&) = default;
};

struct EventPolicy {
  std::string preset;
  AloneRule alone = AloneRule::Admit;
  ReEntry re_entry = ReEntry::None;
  SeatRule seats = SeatRule::Owned;
  AdmitBy admit_by = AdmitBy::Ticket;
  WalkIn walk_in = WalkIn::Staff;
  bool host_approves_walk_ins = false;  // whom staff register waits for a host's word
  TransferRule transfer = TransferRule::Staff;
  AdmissionSpan admission_counts_for = AdmissionSpan::Event;
  bool listed_only = true;                       // false: a valid signed ticket is enough
  std::vector<std::string> admitted_categories;  // empty: all
  std::vector<std::string> excluded_categories;
  std::optional<Cap> cap;  // of the whole event
  std::map<std::string, Cap> category_caps;
  Quotas quotas;
  CompanionRule companions;
  std::vector<DoorHours> doors_hours;  // empty: always open
  std::chrono::minutes day_starts_at{5 * 60};
  std::vector<Question> questions;
  // What the guest is given at the door beside her badge, by category and language: "a wristband".
  std::map<std::string, std::map<std::string, std::string>> handouts;
  BadgeRule badge;
  bool search = true;              // self-service search by name; never at closed events
  bool search_by_company = false;  // and by company and first name, which others may know of her, too
  bool discreet = false;           // no name on a public screen
  AddressForm address = AddressForm::Sie;
  KeyAtRest key_at_rest = KeyAtRest::UntilExpiry;
  std::optional<std::chrono::minutes> release_unclaimed_after;
  friend bool operator==(const EventPolicy&, const EventPolicy&) = default;
};

bool is_companion(const EventPolicy& policy, const std::string& category);

// An event as kiosks know it: everything but guests.
struct EventFrame {
  std::string key;        // short name for commands and files: future-summit-2026
  std::string name;       // shown to guests
  std::string organiser;  // for the privacy notice
  std::string privacy_url;
  std::string time_zone = "Europe/Berlin";
  base::Instant starts;
  base::Instant ends;
  std::map<std::string, std::string> welcome;                            // where to go, by language
  std::map<std::string, std::map<std::string, std::string>> categories;  // key -> label by language
  bool name_is_public = true;
  std::optional<EventId> rehearses;  // the event that this one is a copy of, to try it out: it is dropped afterwards
  friend bool operator==(const EventFrame&, const EventFrame&) = default;
};

}  // namespace einlass::rules
