#include "printing/spool/reasons.h"

#include <algorithm>
#include <array>

namespace einlass::spool {
namespace {

enum class Effect { Blocks, Informs };

struct Keyword {
  std::string_view keyword;
  Effect effect;
  std::string_view words;
};

// In the order in which a person should hear of them. Keywords of printer-state-reasons: RFC 8011 §5.4.12, PWG
// 5100.9, PWG 5100.13.
constexpr std::array reason_keywords{
    Keyword{"media-jam", Effect::Blocks, "a badge is jammed"},
    Keyword{"cover-open", Effect::Blocks, "the cover is open"},
    Keyword{"door-open", Effect::Blocks, "the door is open"},
    Keyword{"interlock-open", Effect::Blocks, "the cover is open"},
    Keyword{"media-empty", Effect::Blocks, "out of labels"},
    Keyword{"media-needed", Effect::Blocks, "the right labels must be loaded"},
    Keyword{"input-tray-missing", Effect::Blocks, "the label tray is missing"},
    Keyword{"output-area-full", Effect::Blocks, "badges must be taken out"},
    Keyword{"output-tray-missing", Effect::Blocks, "the output tray is missing"},
    Keyword{"marker-supply-empty", Effect::Blocks, "out of ribbon or ink"},
    Keyword{"toner-empty", Effect::Blocks, "out of toner"},
    Keyword{"spool-area-full", Effect::Blocks, "its memory is full"},
    Keyword{"paused", Effect::Blocks, "paused"},
    Keyword{"moving-to-paused", Effect::Blocks, "about to pause"},
    Keyword{"stopping", Effect::Blocks, "stopping"},
    Keyword{"stopped-partly", Effect::Blocks, "partly stopped"},
    Keyword{"shutdown", Effect::Blocks, "switched off"},
    Keyword{"offline", Effect::Blocks, "off-line"},
    Keyword{"timed-out", Effect::Blocks, "does not answer its queue"},
    Keyword{"connecting-to-device", Effect::Blocks, "its queue cannot reach it yet"},
    Keyword{"media-low", Effect::Informs, "labels run low"},
    Keyword{"marker-supply-low", Effect::Informs, "ribbon or ink runs low"},
    Keyword{"toner-low", Effect::Informs, "toner runs low"},
    Keyword{"output-area-almost-full", Effect::Informs, "many badges wait to be taken out"},

    Keyword{reason_off, Effect::Informs, "the printer does not answer"},
    Keyword{reason_cancelled, Effect::Informs, "cancelled"},
    Keyword{"job-canceled-at-device", Effect::Informs, "given up by the printer"},
    Keyword{"aborted-by-system", Effect::Informs, "given up by the printer"},
    Keyword{"document-format-error", Effect::Informs, "the printer cannot read the badge"},
    Keyword{reason_no_printer, Effect::Informs, "no printer is loaded with this badge's size"},
    Keyword{reason_unequipped, Effect::Informs, "this kiosk has no printer; name one in its settings"},
    Keyword{reason_stuck, Effect::Informs, "an earlier badge waits there until somebody sees to the printer"},
    Keyword{reason_stalled, Effect::Informs, "the printer worked on the badge for too long and said nothing"},
    Keyword{reason_busy, Effect::Informs, "the printer was busy with other jobs for too long"},
    Keyword{reason_queue, Effect::Informs, "the queue is missing or has no driver"},
    Keyword{reason_wrong_media, Effect::Informs, "the printer does not take this badge's size"},
    Keyword{reason_refused, Effect::Informs, "the printer refused the badge"},
    Keyword{reason_gave_up, Effect::Informs, "it gave the last badge up, or nobody knows what became of it"},
    Keyword{reason_storage, Effect::Informs, "the badge could not be written to the folder"},
    Keyword{reason_answer_lost, Effect::Informs, "sent, but the printer's answer was lost"},
    Keyword{reason_lost, Effect::Informs, "the printer stopped answering in mid job"},
    Keyword{reason_not_dropped, Effect::Informs, "the printer does not confirm that it dropped the badge"},
    Keyword{reason_vanished, Effect::Informs, "the printer no longer knows the job"},
    Keyword{reason_restarted, Effect::Informs, "the printer or its queue was restarted in mid job"},
    Keyword{reason_device_restart, Effect::Informs, "this device was restarted in mid job"},
    Keyword{reason_no_history, Effect::Informs, "the printer does not know the job that its queue calls completed"},
};

const Keyword* find(std::string_view keyword) {
  const auto* found = std::find_if(reason_keywords.begin(), reason_keywords.end(),
                                   [&](const Keyword& k) { return k.keyword == keyword; });
  return found == reason_keywords.end() ? nullptr : found;
}

constexpr std::string_view error_suffix = "-error";

}  // namespace

std::string_view reason_for(base::ErrorKind kind) {
  using base::ErrorKind;
  switch (kind) {
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
      return reason_off;
    case ErrorKind::AlreadyExists:
      return reason_busy;
    case ErrorKind::NotFound:
      return reason_queue;
    case ErrorKind::Incompatible:
      return reason_wrong_media;
    case ErrorKind::Storage:
      return reason_storage;
    case ErrorKind::InvalidInput:
    case ErrorKind::Refused:
    case ErrorKind::Internal:
      return reason_refused;
  }
  return reason_refused;
}

std::string without_severity(std::string_view keyword) {
  for (const std::string_view suffix : {std::string_view("-report"), std::string_view("-warning"), error_suffix}) {
    if (keyword.ends_with(suffix) && find(keyword) == nullptr)
      return std::string(keyword.substr(0, keyword.size() - suffix.size()));
  }
  return std::string(keyword);
}

std::string obstacle_in(const std::vector<std::string>& printer_reasons) {
  std::vector<std::string> plain;
  for (const std::string& reason : printer_reasons) plain.push_back(without_severity(reason));
  for (const Keyword& known : reason_keywords) {
    const bool present = std::find(plain.begin(), plain.end(), known.keyword) != plain.end();
    if (present && known.effect == Effect::Blocks) return std::string(known.keyword);
  }
  // A keyword that we don't know stops the printer only if it says so itself.
  for (const std::string& reason : printer_reasons) {
    if (reason.ends_with(error_suffix) && find(without_severity(reason)) == nullptr) return without_severity(reason);
  }
  return {};
}

std::string in_words(std::string_view keyword) {
  if (const Keyword* known = find(without_severity(keyword))) return std::string(known->words);
  std::string words = without_severity(keyword);
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

}  // namespace einlass::spool
