#include "printing/spool/ipp_message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace einlass::spool {
namespace {

constexpr std::array printer_state_keywords{"printer-is-accepting-jobs", "printer-state", "printer-state-reasons",
                                            "printer-up-time"};
constexpr std::array whole_printer_keywords{"printer-is-accepting-jobs",
                                            "printer-state",
                                            "printer-state-reasons",
                                            "printer-up-time",
                                            "printer-make-and-model",
                                            "device-uri",
                                            "printer-resolution-default",
                                            "operations-supported",
                                            "media-size-supported",
                                            "media-col-ready",
                                            "printer-input-tray",
                                            "marker-levels",
                                            "marker-types",
                                            "printer-supply"};
constexpr std::array ability_keywords{"printer-resolution-default",
                                      "color-supported",
                                      "document-format-supported",
                                      "pwg-raster-document-type-supported",
                                      "pwg-raster-document-resolution-supported",
                                      "operations-supported",
                                      "printer-error-policy"};
constexpr std::array job_keywords{"job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing"};

template <typename Keywords>
void ask_for(ipp_t* request, const Keywords& keywords) {
  ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", static_cast<int>(keywords.size()),
                nullptr, keywords.data());
}

int integer(ipp_t* group, const char* name, ipp_tag_t tag = IPP_TAG_INTEGER) {
  ipp_attribute_t* attribute = ippFindAttribute(group, name, tag);
  return attribute == nullptr ? 0 : ippGetInteger(attribute, 0);
}

// IPP_TAG_KEYWORD, _TEXT, _NAME and _URI find their variants with language, too.
std::string text(ipp_t* group, const char* name, ipp_tag_t tag) {
  ipp_attribute_t* attribute = ippFindAttribute(group, name, tag);
  const char* value = attribute == nullptr ? nullptr : ippGetString(attribute, 0, nullptr);
  return value == nullptr ? std::string() : std::string(value);
}

std::vector<std::string> keywords(ipp_attribute_t* attribute) {
  std::vector<std::string> found;
  for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i) {
    const char* keyword = ippGetString(attribute, i, nullptr);
    if (keyword != nullptr && std::string_view(keyword) != "none") found.emplace_back(keyword);
  }
  return found;
}

void note_attribute(JobFacts& job, std::string_view name, ipp_attribute_t* attribute) {
  if (name == "job-state") job.state = ippGetInteger(attribute, 0);
  if (name == "job-state-reasons") job.reasons = keywords(attribute);
  if (name == "time-at-processing") job.processing_since = ippGetInteger(attribute, 0);
  const char* value = name == "job-name" ? ippGetString(attribute, 0, nullptr) : nullptr;
  if (value != nullptr) job.name = value;
}

bool lists(ipp_t* group, const char* name, ipp_op_t operation) {
  ipp_attribute_t* attribute = ippFindAttribute(group, name, IPP_TAG_ENUM);
  return attribute != nullptr && ippContainsInteger(attribute, operation) != 0;
}

struct Extent {
  int from = 0;
  int to = 0;
};

// A dimension is an integer or a rangeOfInteger (PWG 5100.7, media-size-supported).
Extent extent(ipp_t* size, const char* name) {
  ipp_attribute_t* attribute = ippFindAttribute(size, name, IPP_TAG_ZERO);
  if (attribute == nullptr) return {};
  Extent found;
  if (ippGetValueTag(attribute) == IPP_TAG_RANGE) {
    found.from = ippGetRange(attribute, 0, &found.to);
  } else if (ippGetValueTag(attribute) == IPP_TAG_INTEGER) {
    found.from = found.to = ippGetInteger(attribute, 0);
  }
  return found;
}

MediaRange media_range(ipp_t* size) {
  const Extent x = extent(size, "x-dimension");
  const Extent y = extent(size, "y-dimension");
  return {{x.from, y.from}, {x.to, y.to}};
}

std::vector<MediaRange> supported_media(ipp_t* answer) {
  std::vector<MediaRange> media;
  ipp_attribute_t* sizes = ippFindAttribute(answer, "media-size-supported", IPP_TAG_BEGIN_COLLECTION);
  for (int i = 0; sizes != nullptr && i < ippGetCount(sizes); ++i) {
    const MediaRange range = media_range(ippGetCollection(sizes, i));
    if (range.largest.is_set()) media.push_back(range);
  }
  return media;
}

// A tray that says no width says nothing of what lies in it.
std::vector<MediaRange> ready_media(ipp_t* answer) {
  std::vector<MediaRange> media;
  ipp_attribute_t* loaded = ippFindAttribute(answer, "media-col-ready", IPP_TAG_BEGIN_COLLECTION);
  for (int i = 0; loaded != nullptr && i < ippGetCount(loaded); ++i) {
    ipp_attribute_t* size = ippFindAttribute(ippGetCollection(loaded, i), "media-size", IPP_TAG_BEGIN_COLLECTION);
    const MediaRange range = size == nullptr ? MediaRange{} : media_range(ippGetCollection(size, 0));
    if (range.largest.width > 0) media.push_back(range);
  }
  return media;
}

struct Resolution {
  int across = 0;
  int along = 0;
};

// In dpi.
std::vector<Resolution> resolutions(ipp_t* answer, const char* name) {
  std::vector<Resolution> found;
  ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_RESOLUTION);
  for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i) {
    Resolution one;
    ipp_res_t units = IPP_RES_PER_INCH;
    one.across = ippGetResolution(attribute, i, &one.along, &units);
    if (units == IPP_RES_PER_CM) one = {one.across * 254 / 100, one.along * 254 / 100};
    found.push_back(one);
  }
  return found;
}

int resolution(ipp_t* answer) {
  const auto found = resolutions(answer, "printer-resolution-default");
  return found.empty() ? 0 : found.front().across;
}

// The number behind a key of PWG 5100.13's "type=…;unit=percent;level=75;…"; nothing: it is not there, or below zero,
// which means that the printer does not know.
std::optional<int> number_in(std::string_view text, std::string_view key) {
  const auto found = text.find(key);
  if (found == std::string_view::npos) return std::nullopt;
  int number = -1;
  std::from_chars(text.data() + found + key.size(), text.data() + text.size(), number);
  return number < 0 ? std::nullopt : std::optional(number);
}

std::vector<std::string_view> octet_strings(ipp_t* answer, const char* name) {
  std::vector<std::string_view> found;
  ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_STRING);
  for (int i = 0; attribute != nullptr && i < ippGetCount(attribute); ++i) {
    int length = 0;
    const void* octets = ippGetOctetString(attribute, i, &length);
    found.emplace_back(static_cast<const char*>(octets), static_cast<std::size_t>(length));
  }
  return found;
}

// Of all trays (printer-input-tray), where each of them counts sheets.
std::optional<int> labels_left(ipp_t* answer) {
  std::optional<int> sum;
  for (const std::string_view tray : octet_strings(answer, "printer-input-tray")) {
    const bool sheets =
        tray.find("unit=") == std::string_view::npos || tray.find("unit=sheets") != std::string_view::npos;
    const auto level = sheets ? number_in(tray, "level=") : std::nullopt;
    if (!level) return std::nullopt;
    sum = sum.value_or(0) + *level;
  }
  return sum;
}

// CUPS writes "waste-toner" where PWG 5100.13 writes "wasteToner".
bool is_waste(ipp_attribute_t* types, int index) {
  const char* type = types == nullptr || index >= ippGetCount(types) ? nullptr : ippGetString(types, index, nullptr);
  return type != nullptr && std::string_view(type).starts_with("waste");
}

// Of what is used up first, waste aside: marker-levels in percent (PWG 5100.9), else printer-supply.
std::optional<int> lowest_marker(ipp_t* answer) {
  std::optional<int> lowest;
  const auto note = [&](std::optional<int> percent) {
    if (percent && *percent >= 0) lowest = std::min(lowest.value_or(100), *percent);
  };
  ipp_attribute_t* levels = ippFindAttribute(answer, "marker-levels", IPP_TAG_INTEGER);
  ipp_attribute_t* types = ippFindAttribute(answer, "marker-types", IPP_TAG_ZERO);
  for (int i = 0; levels != nullptr && i < ippGetCount(levels); ++i) {
    if (!is_waste(types, i)) note(ippGetInteger(levels, i));
  }
  if (levels != nullptr) return lowest;
  for (const std::string_view supply : octet_strings(answer, "printer-supply")) {
    const bool counts = supply.find("class=supplyThatIsConsumed") != std::string_view::npos &&
                        supply.find("unit=percent") != std::string_view::npos;
    if (counts) note(number_in(supply, "level="));
  }
  return lowest;
}

}  // namespace

Message make_request(ipp_op_t operation, const std::string& printer_uri) {
  Message request(ippNewRequest(operation));
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, printer_uri.c_str());
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
  return request;
}

void ask_for_printer_state(ipp_t* request) {
  ask_for(request, printer_state_keywords);
}
void ask_for_whole_printer(ipp_t* request) {
  ask_for(request, whole_printer_keywords);
}
void ask_for_abilities(ipp_t* request) {
  ask_for(request, ability_keywords);
}
void ask_for_job_state(ipp_t* request) {
  ask_for(request, job_keywords);
}

void add_media(ipp_t* request, MediaSize media) {
  const Message size(ippNew());
  ippAddInteger(size.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", media.width);
  ippAddInteger(size.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", media.height);
  const Message column(ippNew());
  ippAddCollection(column.get(), IPP_TAG_ZERO, "media-size", size.get());
  ippAddCollection(request, IPP_TAG_JOB, "media-col", column.get());
  ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
}

PrinterFacts read_printer(ipp_t* answer) {
  PrinterFacts facts;
  ipp_attribute_t* accepting = ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  facts.accepting = accepting != nullptr && ippGetBoolean(accepting, 0) != 0;
  facts.state = integer(answer, "printer-state", IPP_TAG_ENUM);
  facts.reasons = keywords(ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD));
  facts.up_time = integer(answer, "printer-up-time");
  facts.make_and_model = text(answer, "printer-make-and-model", IPP_TAG_TEXT);
  facts.device_uri = text(answer, "device-uri", IPP_TAG_URI);
  facts.resolution_dpi = resolution(answer);
  facts.creates_jobs = lists(answer, "operations-supported", IPP_OP_CREATE_JOB) &&
                       lists(answer, "operations-supported", IPP_OP_SEND_DOCUMENT);
  facts.media_ready = ready_media(answer);
  facts.media = supported_media(answer);
  facts.labels_left = labels_left(answer);
  facts.marker_percent = lowest_marker(answer);
  return facts;
}

Abilities read_abilities(ipp_t* answer) {
  Abilities abilities;
  const auto usual = resolutions(answer, "printer-resolution-default");
  if (!usual.empty() && usual.front().across == usual.front().along) abilities.dpi = usual.front().across;
  ipp_attribute_t* colour = ippFindAttribute(answer, "color-supported", IPP_TAG_BOOLEAN);
  abilities.colour = colour != nullptr && ippGetBoolean(colour, 0) != 0;
  abilities.formats = keywords(ippFindAttribute(answer, "document-format-supported", IPP_TAG_MIMETYPE));
  abilities.raster_types = keywords(ippFindAttribute(answer, "pwg-raster-document-type-supported", IPP_TAG_KEYWORD));
  for (const auto& one : resolutions(answer, "pwg-raster-document-resolution-supported")) {
    if (one.across == one.along) abilities.raster_resolutions.push_back(one.across);
  }
  ipp_attribute_t* operations = ippFindAttribute(answer, "operations-supported", IPP_TAG_ENUM);
  for (int i = 0; operations != nullptr && i < ippGetCount(operations); ++i) {
    abilities.operations.push_back(ippGetInteger(operations, i));
  }
  abilities.error_policy = text(answer, "printer-error-policy", IPP_TAG_NAME);
  return abilities;
}

std::vector<JobFacts> read_jobs(ipp_t* answer) {
  std::vector<JobFacts> jobs;
  bool between_jobs = true;
  for (ipp_attribute_t* a = ippFirstAttribute(answer); a != nullptr; a = ippNextAttribute(answer)) {
    const char* name = ippGetName(a);
    if (ippGetGroupTag(a) != IPP_TAG_JOB || name == nullptr) {
      between_jobs = true;
      continue;
    }
    if (std::exchange(between_jobs, false)) jobs.emplace_back();
    note_attribute(jobs.back(), name, a);
  }
  return jobs;
}

int read_job_id(ipp_t* answer) {
  return integer(answer, "job-id");
}

}  // namespace einlass::spool
