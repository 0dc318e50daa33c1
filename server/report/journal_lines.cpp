#include "server/report/journal_lines.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"

#include <map>
#include <string_view>

#include <fmt/format.h>

namespace einlass::report {
namespace {

using base::ErrorKind;

constexpr std::string_view kClosing = "{\"end\":";

struct Chain {
  std::uint64_t sequence = 0;
  base::Hash hash{};
};

struct Line {
  rules::JournalEntry entry;
  std::string hash;
  std::optional<rules::PrivatePart> private_part;
};

base::Result<Line> read_line(std::string_view text) {
  const auto value = wire::parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  const auto* object = value->if_object();
  const auto* entry = object == nullptr ? nullptr : object->if_contains("entry");
  const auto* hash = object == nullptr ? nullptr : object->if_contains("hash");
  if (entry == nullptr || hash == nullptr || !hash->is_string()) {
    return base::fail(ErrorKind::InvalidInput, "This line is not a journal entry; export the journal again.");
  }
  auto parsed = wire::entry_from_json(*entry);
  if (!parsed) return tl::make_unexpected(parsed.error());
  Line line{.entry = std::move(*parsed), .hash = std::string(hash->get_string()), .private_part = std::nullopt};
  const auto* part = object->if_contains("private");
  if (part == nullptr || part->is_null()) return line;
  auto read = wire::private_part_from_json(*part);
  if (!read) return tl::make_unexpected(read.error());
  line.private_part = std::move(*read);
  return line;
}

class Verifier {
 public:
  void check(const Line& line) {
    if (ended_) find(line.entry, "stands behind the end of the export");
    ends_.take(line.entry);
    ++result_.entries;
    check_hash(line);
    check_chain(line.entry);
    check_private_part(line);
  }
  // Compares the whole line: it has one form, as entries have.
  void check_end(std::string_view line) {
    ended_ = true;
    if (line == ends_.closing_line()) return;
    result_.findings.emplace_back("The end does not fit the entries before it: some are missing or were added.");
  }
  VerifiedJournal take() {
    if (!ended_) {
      result_.findings.emplace_back("The end is missing: the export was cut, or written by an older version.");
    }
    return std::move(result_);
  }

 private:
  void find(const rules::JournalEntry& entry, const char* what) {
    result_.findings.push_back(
        fmt::format("Entry {} of journal {} {}.", entry.id.sequence, entry.id.journal.text(), what));
  }

  void check_hash(const Line& line) {
    if (base::hex(wire::entry_hash(line.entry)) != line.hash) find(line.entry, "does not have the hash it claims");
  }

  void check_chain(const rules::JournalEntry& entry) {
    auto& chain = chains_[{entry.id.journal, entry.id.event}];
    if (entry.id.sequence != chain.sequence + 1) {
      find(entry, "does not follow the one before it: entries are missing or out of order");
    } else if (entry.previous != chain.hash) {
      find(entry, "does not name the hash of the one before it");
    }
    chain = {.sequence = entry.id.sequence, .hash = wire::entry_hash(entry)};
  }

  void check_private_part(const Line& line) {
    const auto& expected = line.entry.private_hash;
    if (expected && !line.private_part) ++result_.erased;
    if (!line.private_part) return;
    if (!expected || rules::private_part_hash(*line.private_part) != *expected) {
      find(line.entry, "has a private part that is not the one it was written with");
    }
  }

  std::map<std::pair<rules::JournalId, rules::EventId>, Chain> chains_;
  JournalEnds ends_;
  bool ended_ = false;
  VerifiedJournal result_;
};

}  // namespace

std::string journal_line(const rules::JournalEntry& entry, const std::optional<rules::PrivatePart>& private_part) {
  const auto part =
      private_part ? wire::canonical_json(wire::private_part_to_json(*private_part)) : std::string("null");
  return fmt::format("{{\"entry\":{},\"hash\":\"{}\",\"private\":{}}}", wire::canonical_entry(entry),
                     base::hex(wire::entry_hash(entry)), part);
}

void JournalEnds::take(const rules::JournalEntry& entry) {
  ends_[{entry.id.event, entry.id.journal}] = {.sequence = entry.id.sequence, .hash = wire::entry_hash(entry)};
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

base::Result<VerifiedJournal> verify_journal_lines(const std::string& lines) {
  Verifier verifier;
  std::string_view rest = lines;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (text.empty()) continue;
    if (text.starts_with(kClosing)) {
      verifier.check_end(text);
      continue;
    }
    const auto line = read_line(text);
    if (!line) return base::fail(line.error().kind, fmt::format("Line {}: {}", number, line.error().message));
    verifier.check(*line);
  }
  return verifier.take();
}

}  // namespace einlass::report
