// The report for people, in German and English.
#include "core/base/wording.h"
#include "server/rehearsal/report.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::rehearsal {

namespace {

using base::Wording;

std::string minutes_text(std::int64_t ms) {
  const auto seconds = (ms + 500) / 1000;
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string figures_text(const Figures& figures, const std::string& language) {
  const Wording said{"Median {}, 95 % unter {}, längste {}", "median {}, 95 % below {}, longest {}"};
  return said.with(language, minutes_text(figures.median), minutes_text(figures.p95), minutes_text(figures.worst));
}

std::string number_text(int number, const Wording& one, const Wording& many, const std::string& language) {
  return fmt::format("{} {}", number, (number == 1 ? one : many).in(language));
}

std::string missing_text(const Missing& missing, const std::string& language) {
  std::vector<std::string> parts;
  const auto add = [&](int number, const Wording& one, const Wording& many) {
    if (number > 0) parts.push_back(number_text(number, one, many, language));
  };
  add(missing.kiosks, {"weiterer Kiosk", "more kiosk"}, {"weitere Kioske", "more kiosks"});
  add(missing.printers, {"weiterer Drucker", "more printer"}, {"weitere Drucker", "more printers"});
  add(missing.desks, {"weiterer Teamplatz", "more desk"}, {"weitere Teamplätze", "more desks"});
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 < parts.size() ? ", " : Wording{" und ", " and "}.in(language);
    text += parts[i];
  }
  return text;
}

std::string shortfall_text(Shortfall shortfall, const Report& report, const std::string& language) {
  const auto text = [&](const Wording& said, const auto&... values) { return said.with(language, values...); };
  switch (shortfall) {
    case Shortfall::Queue:
      return text({"Jede zwanzigste Person steht {} oder länger an; Ziel ist weniger als {}.",
                   "One person of twenty stands in line for {} or longer; the aim is less than {}."},
                  minutes_text(report.waits.p95), minutes_text(report.scenario.queue_limit_ms));
    case Shortfall::Badges:
      return text({"Jedes zwanzigste Badge braucht {} oder länger; Ziel ist weniger als {}.",
                   "One badge of twenty takes {} or longer; the aim is less than {}."},
                  minutes_text(report.badges.p95), minutes_text(report.scenario.badge_limit_ms));
    case Shortfall::OwedBadges:
      return text({"Nicht gedruckte Badges: {}.", "Badges that were not printed: {}."}, report.badges_owed);
    case Shortfall::Unserved:
      return text({"Nicht an die Reihe kamen: {}.", "Never served: {}."}, report.unserved);
    case Shortfall::Journal:
      return text({"Das Journal stimmt nicht mit dem überein, was an den Türen geschah.",
                   "The journal does not agree with what happened at the doors."});
  }
  return {};
}

std::string bottleneck_text(const Report& report, const std::string& language) {
  const auto text = [&](const Wording& said, std::int64_t p95) { return said.with(language, minutes_text(p95)); };
  switch (report.bottleneck) {
    case Bottleneck::Kiosks:
      return text({"Am engsten ist es an den Kiosken: 95 % warten davor höchstens {}.",
                   "The kiosks are the bottleneck: 95 % wait there for {} at most."},
                  report.door_waits.p95);
    case Bottleneck::Printers:
      return text({"Am engsten ist es an den Druckern: 95 % der Badges sind nach höchstens {} da.",
                   "The printers are the bottleneck: 95 % of the badges are there after {} at most."},
                  report.badges.p95);
    case Bottleneck::Desks:
      return text({"Am engsten ist es beim Team: 95 % warten dort höchstens {}.",
                   "The desks are the bottleneck: 95 % wait there for {} at most."},
                  report.desk_waits.p95);
  }
  return {};
}

std::string counts_text(const Report& report, const std::string& language) {
  const Wording said{"{} kamen, {} eingelassen, {} nicht eingelassen; fertig nach {}.",
                     "{} came, {} were admitted, {} were not; done after {}."};
  return said.with(language, report.arrived, report.admitted, report.turned_away, minutes_text(report.ended));
}

std::string journal_text(const Ledger& ledger, const std::string& language) {
  const Wording said{"Journal: {} Einträge, {} verloren, {} doppelt, {} beiseitegelegt; Konflikte zu klären: {}",
                     "Journal: {} entries, {} lost, {} doubled, {} put aside; conflicts to be judged: {}"};
  return said.with(language, ledger.entries, ledger.lost, ledger.doubled, ledger.parked, ledger.conflicts);
}

std::string places_text(const Report& report, const std::string& language) {
  std::string text;
  for (const auto& row : report.lines) {
    const Wording line =
        row.line == 0 ? Wording{"Schlange zum Team", "Line to the desks"} : Wording{"Schlange {}", "Line {}"};
    const Wording rest{"höchstens {} zugleich; {}", "{} at once at most; {}"};
    text += "  " + line.with(language, row.line) + ": " +
            rest.with(language, row.longest, figures_text(row.waits, language)) + "\n";
  }
  for (const auto& row : report.places) {
    const Wording place = row.is_desk ? Wording{"Teamplatz", "Desk"} : Wording{"Kiosk", "Kiosk"};
    const Wording rest{"{} bedient, zu {} % belegt", "{} served, busy {} % of the time"};
    text += fmt::format("  {} {}: ", place.in(language), row.number) +
            rest.with(language, row.served, row.busy_percent) + "\n";
  }
  return text;
}

std::string printers_text(const Report& report, const std::string& language) {
  std::string text;
  int number = 0;
  for (const auto& row : report.printers) {
    const Wording said{"Drucker {}: {} von {} Etiketten verbraucht, neue Rollen: {}",
                       "Printer {}: {} of {} labels used, new rolls: {}"};
    text += "  " + said.with(language, ++number, row.labels_used, report.scenario.labels, row.rolls_changed) + "\n";
  }
  return text;
}

std::string refused_text(const Report& report) {
  std::string text;
  for (const auto& [word, number] : report.refused)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", word, number);
  return text.empty() ? "–" : text;
}

std::string course_text(const Report& report, const std::string& language) {
  std::string text = Wording{"  Minute  kamen  vor Kiosken  beim Team  Median  95 %\n",
                             "  minute  came   at kiosks    at desks   median  95 %\n"}
                         .in(language);
  for (const auto& row : report.minutes) {
    text += fmt::format("  {:>6}  {:>5}  {:>11}  {:>9}  {:>6}  {:>4}\n", row.minute + 1, row.arrivals, row.in_lines,
                        row.at_desks, minutes_text(row.waits.median), minutes_text(row.waits.p95));
  }
  return text;
}

}  // namespace

std::vector<std::string> verdict(const Report& report, const std::string& language) {
  std::vector<std::string> sentences;
  if (report.go()) {
    const Wording said{"GO: 95 % stehen höchstens {} an, 95 % der Badges sind nach höchstens {} da.",
                       "GO: 95 % stand in line for {} at most, 95 % of the badges are there after {} at most."};
    sentences.push_back(said.with(language, minutes_text(report.waits.p95), minutes_text(report.badges.p95)));
  }
  for (const auto each : report.shortfalls) sentences.push_back("NO-GO: " + shortfall_text(each, report, language));
  sentences.push_back(bottleneck_text(report, language));
  if (!report.missing) return sentences;
  const Wording found{"Es fehlt: {}; damit stehen 95 % höchstens {} an.",
                      "Missing: {}; with it 95 % stand in line for {} at most."};
  const Wording none{
      "Auch mit mehr Kiosken, Druckern und Teamplätzen wurde kein GO gefunden; entzerren Sie die Ankunft.",
      "Even with more kiosks, printers and desks no GO was found; spread the arrivals."};
  sentences.push_back(report.missing->found ? found.with(language, missing_text(*report.missing, language),
                                                         minutes_text(report.missing->queue_p95))
                                            : std::string(none.in(language)));
  return sentences;
}

std::string report_text(const Report& report, const std::string& language) {
  const auto& scenario = report.scenario;
  const Wording head{"PROBE · {}: {} Ankünfte in {} Minuten; Kioske: {}, Drucker: {}, Teamplätze: {} (Startwert {})\n",
                     "REHEARSAL · {}: {} arrivals in {} minutes; kiosks: {}, printers: {}, desks: {} (seed {})\n"};
  auto text = head.with(language, scenario.name, report.arrived, scenario.minutes, scenario.kiosks, scenario.printers,
                        scenario.desks, report.seed);
  for (const auto& sentence : verdict(report, language)) text += sentence + "\n";
  const auto line = [&](const Wording& name, const std::string& what) {
    text += name.in(language) + (": " + what) + "\n";
  };
  text += "\n" + counts_text(report, language) + "\n";
  line({"Anstehen insgesamt", "In line altogether"}, figures_text(report.waits, language));
  line({"Vor den Kiosken", "Before the kiosks"}, figures_text(report.door_waits, language));
  line({"Beim Team", "At the desks"},
       fmt::format("{} · {}", report.desk_waits.count, figures_text(report.desk_waits, language)));
  line({"Vom Willkommen bis zum Badge", "From the welcome to the badge"},
       fmt::format("{} · {}", report.badges.count, figures_text(report.badges, language)));
  line({"Abgewiesen am Kiosk", "Refused at a kiosk"}, refused_text(report));
  text += journal_text(report.ledger, language) + "\n";
  text += places_text(report, language) + printers_text(report, language) + course_text(report, language);
  return text;
}

}  // namespace einlass::rehearsal
