#include "server/report/journal_lines.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "core/wire/json_read.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::report {
namespace {

using base::ErrorKind;

constexpr std::string_view kClosing = "{\"end\":";
constexpr const char* kNamesNone =
    "had been put aside and does not name one before it: whether that was changed or is missing cannot be told here";

using ChainId = std::pair<rules::EventId, rules::JournalId>;

struct Line {
  rules::EntryId id;
  base::Hash hash{};  // as computed
  base::Hash previous{};
  std::string claimed_hash;
  std::string parked;  // why; empty: it was taken in
  std::optional<base::Hash> private_hash;
  std::optional<rules::PrivatePart> private_part;
};

base::Error no_entry() {
  return {ErrorKind::InvalidInput, "This line is not a journal entry; export the journal again."};
}

template <typename Id>
std::optional<Id> id_in(const boost::json::object& entry, const char* name) {
  const auto* text = entry.if_contains(name);
  return text == nullptr || !text->is_string() ? std::nullopt : Id::parse(std::string(text->get_string()));
}

std::optional<base::Hash> hash_in(const boost::json::object& entry, const char* name) {
  const auto* text = entry.if_contains(name);
  const auto bytes = text == nullptr || !text->is_string() ? std::nullopt : base::from_hex(text->get_string());
  base::Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

// Nothing: it is none, or none that counts.
std::optional<std::uint64_t> number_in(const boost::json::object& entry, const char* name) {
  const auto* value = entry.if_contains(name);
  std::uint64_t number = 0;
  return value != nullptr && wire::from_json(*value, number) ? std::optional(number) : std::nullopt;
}

// Nothing: a number with a fraction stands in it, which no format has.
std::optional<base::Hash> hash_of(const boost::json::value& entry) {
  try {
    return base::blake2b(wire::canonical_json(entry));
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

// Of an entry that this version cannot read, what every format has in common.
base::Result<void> read_parked(const boost::json::value& value, Line& line) {
  const auto* entry = value.if_object();
  if (entry == nullptr) return tl::make_unexpected(no_entry());
  const auto journal = id_in<rules::JournalId>(*entry, "journal");
  const auto event = id_in<rules::EventId>(*entry, "event");
  const auto sequence = number_in(*entry, "sequence");
  const auto hash = hash_of(value);
  if (!journal || !event || !sequence || !hash) return tl::make_unexpected(no_entry());
  line.id = {.journal = *journal, .event = *event, .sequence = *sequence};
  line.hash = *hash;
  line.previous = hash_in(*entry, "previous").value_or(base::Hash{});
  line.private_hash = hash_in(*entry, "private_hash");
  return {};
}

base::Result<void> read_taken(const boost::json::value& value, Line& line) {
  const auto entry = wire::entry_from_json(value);
  if (!entry) return tl::make_unexpected(entry.error());
  line.id = entry->id;
  line.hash = wire::entry_hash(*entry);
  line.previous = entry->previous;
  line.private_hash = entry->private_hash;
  return {};
}

base::Result<Line> read_line(std::string_view text) {
  const auto value = wire::parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  const auto* object = value->if_object();
  const auto* entry = object == nullptr ? nullptr : object->if_contains("entry");
  const auto* hash = object == nullptr ? nullptr : object->if_contains("hash");
  if (entry == nullptr || hash == nullptr || !hash->is_string()) return tl::make_unexpected(no_entry());
  Line line{.claimed_hash = std::string(hash->get_string())};
  const auto* parked = object->if_contains("parked");
  if (parked != nullptr && parked->is_string()) line.parked = parked->get_string();
  if (auto read = line.parked.empty() ? read_taken(*entry, line) : read_parked(*entry, line); !read) {
    return tl::make_unexpected(read.error());
  }
  const auto* part = object->if_contains("private");
  if (part == nullptr || part->is_null()) return line;
  auto read = wire::private_part_from_json(*part);
  if (!read) return tl::make_unexpected(read.error());
  line.private_part = std::move(*read);
  return line;
}

// One number of a chain: the entry that was taken in under it, and those that were put aside and name one before them.
struct Link {
  std::optional<base::Hash> taken;
  std::vector<base::Hash> parked;

  bool is_named_by(const Line& line) const {
    if (taken && line.previous == *taken) return true;
    if (taken && line.parked.empty()) return false;
    return std::find(parked.begin(), parked.end(), line.previous) != parked.end();
  }
};

struct Chain {
  std::uint64_t sequence = 0;
  Link last{.taken = base::Hash{}, .parked = {}};
  Link before{};

  void go_on(const Line& line) {
    sequence = line.id.sequence;
    before = std::exchange(last, {});
    line.parked.empty() ? void(last.taken = line.hash) : last.parked.push_back(line.hash);
  }
};

std::string words_of(const rules::EntryId& id) {
  return fmt::format("entry {} of journal {}", id.sequence, id.journal.text());
}

struct End {
  ChainId chain;
  std::uint64_t sequence = 0;
  base::Hash hash{};
};

// Of an export or its closing line alone.
base::Result<std::vector<End>> ends_in(std::istream& earlier) {
  std::vector<End> ends;
  std::string closing;
  for (std::string line; std::getline(earlier, line);) {
    if (line.starts_with(kClosing)) closing = std::move(line);
  }
  const auto damaged = base::Error{ErrorKind::InvalidInput,
                                   "The earlier export has no closing line that can be read; take another one."};
  const auto value = wire::parse_json(closing);
  const auto* end = value && value->is_object() ? value->get_object().if_contains("end") : nullptr;
  const auto* journals = end != nullptr && end->is_object() ? end->get_object().if_contains("journals") : nullptr;
  if (journals == nullptr || !journals->is_array()) return tl::make_unexpected(damaged);
  for (const auto& each : journals->get_array()) {
    const auto* object = each.if_object();
    const auto event = object == nullptr ? std::nullopt : id_in<rules::EventId>(*object, "event");
    const auto journal = object == nullptr ? std::nullopt : id_in<rules::JournalId>(*object, "journal");
    const auto hash = object == nullptr ? std::nullopt : hash_in(*object, "hash");
    const auto sequence = object == nullptr ? std::nullopt : number_in(*object, "sequence");
    if (!event || !journal || !hash || !sequence) return tl::make_unexpected(damaged);
    ends.push_back({{*event, *journal}, *sequence, *hash});
  }
  return ends;
}

std::string text_of(const std::optional<rules::PrivatePart>& part) {
  return part ? wire::private_part_text(*part) : std::string("null");
}

class Verifier {
 public:
  explicit Verifier(std::vector<End> earlier) : earlier_(std::move(earlier)) {}

  void check(const Line& line) {
    if (goes_on_behind_the_end()) return;
    ends_.take(line.id, line.hash);
    ++result_.entries;
    if (base::hex(line.hash) != line.claimed_hash) find(line, "does not have the hash it claims");
    const bool is_chained = line.parked.empty() ? check_chain(line) : check_parked(line);
    check_private_part(line);
    if (!is_chained) return;
    std::erase_if(earlier_, [&](const End& end) {
      return end.chain == chain_of(line) && end.sequence == line.id.sequence && end.hash == line.hash;
    });
  }
  void cannot_read(int number, const std::string& why) {
    if (goes_on_behind_the_end()) return;
    find(fmt::format("line {}", number), fmt::format("Line {} cannot be read: {}", number, why));
  }
  // Compares the whole line: it has one form, as entries have.
  void check_end(std::string_view line) {
    if (goes_on_behind_the_end()) return;
    ended_ = true;
    if (line == ends_.closing_line()) return;
    find("the end", "The end does not fit the entries before it: some are missing or were added.");
  }
  VerifiedJournal take() {
    if (!ended_) find("the end", "The end is missing: the export was cut, or written by an older version.");
    for (const auto& end : earlier_) {
      const rules::EntryId id{.journal = end.chain.second, .event = end.chain.first, .sequence = end.sequence};
      find(words_of(id),
           fmt::format("The earlier export ends with {}, which is missing here or another one.", words_of(id)));
    }
    return std::move(result_);
  }

 private:
  static ChainId chain_of(const Line& line) { return {line.id.event, line.id.journal}; }

  void find(const std::string& what, std::string sentence) {
    if (result_.findings.empty()) result_.first_broken = what;
    result_.findings.push_back(std::move(sentence));
  }
  void find(const Line& line, const char* what) {
    find(words_of(line.id), fmt::format("Entry {} of journal {} {}.", line.id.sequence, line.id.journal.text(), what));
  }

  // Said once, whatever it is.
  bool goes_on_behind_the_end() {
    if (!ended_ || told_of_more_) return ended_;
    told_of_more_ = true;
    find("what stands behind the end", "More stands behind the end of the export: were two joined? Verify each alone.");
    return true;
  }

  // What is found is one line's fault, not that of all behind it: these are compared with what the line says.
  bool check_chain(const Line& line) {
    auto& chain = chains_[chain_of(line)];
    if (line.id.sequence != chain.sequence + 1) {
      find(line, "does not follow the one before it: entries are missing or out of order");
    } else if (!chain.last.is_named_by(line)) {
      find(line, "does not name the hash of the one before it");
    }
    chain.go_on(line);
    return true;
  }

  // The keeper of the journal could not take it in. Whoever marks a line as such must not get rid of one before it.
  bool check_parked(const Line& line) {
    result_.parked.push_back(fmt::format("Entry {} of journal {} had been put aside: {}.", line.id.sequence,
                                         line.id.journal.text(), line.parked));
    auto& chain = chains_[chain_of(line)];
    if (line.id.sequence == chain.sequence) return stands_beside(line, chain);
    if (line.id.sequence != chain.sequence + 1) {
      find(line, "does not follow the one before it: entries are missing or out of order");
    } else if (!chain.last.is_named_by(line)) {
      find(line, kNamesNone);
    } else if (line.parked == "forked") {
      find(line, "had been put aside for another one with its number, which is missing");
    }
    chain.go_on(line);
    return true;
  }

  // Nothing can go on behind one that names none before it, and where no other has the number, something must.
  bool stands_beside(const Line& line, Chain& chain) {
    const bool is_chained = chain.before.is_named_by(line);
    if (is_chained) chain.last.parked.push_back(line.hash);
    if (!is_chained && !chain.last.taken) find(line, kNamesNone);
    return is_chained;
  }

  void check_private_part(const Line& line) {
    if (line.private_hash && !line.private_part) ++result_.erased;
    if (!line.private_part) return;
    if (!line.private_hash || rules::private_part_hash(*line.private_part) != *line.private_hash) {
      find(line, "has a private part that is not the one it was written with");
    }
  }

  std::map<ChainId, Chain> chains_;
  std::vector<End> earlier_;  // not met so far
  JournalEnds ends_;
  bool ended_ = false;
  bool told_of_more_ = false;
  VerifiedJournal result_;
};

}  // namespace

std::string journal_line(const rules::JournalEntry& entry, const std::optional<rules::PrivatePart>& private_part) {
  return fmt::format("{{\"entry\":{},\"hash\":\"{}\",\"private\":{}}}", wire::canonical_entry(entry),
                     base::hex(wire::entry_hash(entry)), text_of(private_part));
}

std::string journal_line(const ParkedLine& parked) {
  return fmt::format("{{\"entry\":{},\"hash\":\"{}\",\"parked\":\"{}\",\"private\":{}}}", parked.canonical,
                     base::hex(parked.hash), parked.reason, text_of(parked.private_part));
}

void JournalEnds::take(const rules::JournalEntry& entry) {
  take(entry.id, wire::entry_hash(entry));
}

void JournalEnds::take(const rules::EntryId& id, const base::Hash& hash) {
  auto& end = ends_[{id.event, id.journal}];
  if (id.sequence > end.sequence) end = {.sequence = id.sequence, .hash = hash};
  ++entries_;
}

std::string JournalEnds::closing_line() const {
  std::string journals;
  for (const auto& [id, end] : ends_) {
    journals +=
        fmt::format("{}{{\"event\":\"{}\",\"hash\":\"{}\",\"journal\":\"{}\",\"sequence\":{}}}",
                    journals.empty() ? "" : ",", id.first.text(), base::hex(end.hash), id.second.text(), end.sequence);
  }
  return fmt::format("{}{{\"entries\":{},\"journals\":[{}]}}}}", kClosing, entries_, journals);
}

base::Result<VerifiedJournal> verify_journal_lines(std::istream& lines, std::istream* earlier) {
  auto ends = earlier != nullptr ? ends_in(*earlier) : std::vector<End>();
  if (!ends) return tl::make_unexpected(ends.error());
  Verifier verifier(*std::move(ends));
  std::size_t readable = 0;
  int number = 0;
  for (std::string text; std::getline(lines, text);) {
    ++number;
    if (text.empty()) continue;
    if (text.starts_with(kClosing)) {
      ++readable;
      verifier.check_end(text);
    } else if (const auto line = read_line(text)) {
      ++readable;
      verifier.check(*line);
    } else {
      verifier.cannot_read(number, line.error().message);
    }
  }
  if (readable == 0 && number != 0) {
    return base::fail(ErrorKind::InvalidInput, "This is no exported journal; take what journal export wrote.");
  }
  return verifier.take();
}

}  // namespace einlass::report
