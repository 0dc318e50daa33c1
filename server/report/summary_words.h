// What the summary says, in both languages. Inner to it.
#pragma once

#include "core/base/wording.h"

#include <utility>

namespace einlass::report::summary_words {

using base::Wording;

inline constexpr Wording title{"Auswertung", "Summary"};
inline constexpr Wording rehearsal{"Nur eine Probe: Diese Zahlen sind keine der Veranstaltung.",
                                   "A rehearsal only: these are no figures of the event."};
inline constexpr Wording on_list{"auf der Gästeliste", "on the guest list"};
inline constexpr Wording came{"gekommen", "came"};
inline constexpr Wording spontaneous{"davon ohne Anmeldung", "of them walk-ins"};
inline constexpr Wording no_shows{"Tickets nicht genutzt", "tickets not used"};
inline constexpr Wording excused{"Tickets entschuldigt", "tickets excused"};
inline constexpr Wording nameless{"davon ohne Namen gezählt", "of them counted without a name"};
inline constexpr Wording arrivals{"Ankünfte", "Arrivals"};
inline constexpr Wording per_column{"Personen je {} Minuten.", "Persons per {} minutes."};
inline constexpr Wording pale_columns{
    "Blasse Säulen stehen für weniger als 5, oder für mehr, wo sich das sonst errechnen ließe.",
    "Pale columns stand for fewer than 5, or for more where these could be worked out."};
inline constexpr Wording busiest{"Die meisten kamen von {} bis {} Uhr: {} Personen.",
                                 "Most came from {} to {}: {} persons."};
inline constexpr Wording were_in{"Ein Viertel war um {} Uhr da, die Hälfte um {} Uhr, neun von zehn um {} Uhr.",
                                 "A quarter were in by {}, half of them by {}, nine of ten by {}."};
inline constexpr Wording nobody{"Es kam niemand.", "Nobody came."};
inline constexpr Wording categories{"Kategorien", "Categories"};
inline constexpr Wording lists{"Gästelisten", "Guest lists"};
inline constexpr Wording nobodys_list{"auf keiner bestimmten", "on nobody's in particular"};
inline constexpr Wording others_came{"Auf den Gästelisten anderer kamen {} Personen.",
                                     "{} persons came on the lists of others."};
inline constexpr Wording membership{"Mitglieder und noch nicht Mitglieder", "Members and not-yet-members"};
inline constexpr Wording member{"Mitglieder", "Members"};
inline constexpr Wording not_yet{"Noch nicht Mitglieder", "Not-yet-members"};
inline constexpr Wording unknown{"nicht bekannt", "not known"};
inline constexpr Wording visits{"Zum ersten Mal oder wieder da", "First-timers and returners"};
inline constexpr Wording first_time{"Zum ersten Mal da", "First-timers"};
inline constexpr Wording again{"Wieder da", "Returners"};
inline constexpr Wording visits_base{
    "So weit die Aufzeichnungen früherer Veranstaltungen und das CRM reichen; erkannt wird nur, wer unter demselben "
    "Namen "
    "und derselben E-Mail-Adresse da war oder im CRM gefunden ist.",
    "As far as the records of earlier events and the CRM reach; recognised is only who came under the same name and "
    "e-mail address, or is found in the CRM."};
inline constexpr Wording persons_who_came{"Gekommen (Personen)", "Came (persons)"};
inline constexpr Wording tickets_not_used{"Nicht genutzt (Tickets)", "Not used (tickets)"};
inline constexpr Wording sectors{"Branchen der Organisationen", "Sectors of the organisations"};
inline constexpr Wording clubs{"Clubs", "Clubs"};
inline constexpr Wording topics{"Themenfelder", "Topic fields"};
inline constexpr Wording several{"Mehrere sind möglich.", "Several are possible."};
inline constexpr Wording base_of{"Von {} Gästen, die mit Namen bekannt sind und kamen.",
                                 "Of {} guests who are known by name and came."};
inline constexpr Wording rest{"Weitere, je weniger als 5", "Others, each fewer than 5"};
inline constexpr Wording few{"weniger als 5", "fewer than 5"};
inline constexpr Wording withheld{"nicht ausgewiesen", "not shown"};
inline constexpr Wording why_few{
    "Werte von 1 bis 4 sind zum Schutz der Personen nicht ausgewiesen, und auch andere nicht, wo sie sich mit ihnen "
    "errechnen ließen.",
    "Values from 1 to 4 are not shown, to protect persons, nor are others with which they could be worked out."};
inline constexpr Wording made{"Stand {}", "As of {}"};
inline constexpr Wording without_category{"ohne Kategorie", "without a category"};

// Words of the five sectors that the association reports by; others stand as the list has them.
inline constexpr std::pair<const char*, Wording> known_sectors[] = {
    {"business", {"Wirtschaft", "Business"}},
    {"research_education", {"Forschung und Bildung", "Research and education"}},
    {"intermediaries", {"Intermediäre", "Intermediaries"}},
    {"marketing_communication", {"Marketing und Kommunikation", "Marketing and communication"}},
    {"government", {"Politik und Verwaltung", "Government and administration"}}};

}  // namespace einlass::report::summary_words
