#include "core/settings/key_table.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace einlass::settings {
namespace {

using base::ErrorKind;
using base::Result;
using Wrong = std::optional<std::string>;  // what it must be instead; nothing: it was taken

template <typename... Cases>
struct Either : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Either(Cases...) -> Either<Cases...>;

Wrong take(const toml::node& node, const Text& field) {
  if (!node.is_string()) return "a text in quotes";
  *field.value = **node.as_string();
  return {};
}

Wrong take(const toml::node& node, const TextList& field) {
  static constexpr auto wanted = "a list of texts, such as [\"one\", \"two\"]";
  if (!node.is_array()) return wanted;
  std::vector<std::string> texts;
  for (const auto& item : *node.as_array()) {
    if (!item.is_string()) return wanted;
    texts.push_back(**item.as_string());
  }
  *field.value = std::move(texts);
  return {};
}

Wrong take(const toml::node& node, const Path& field) {
  if (!node.is_string()) return "a path in quotes";
  *field.value = **node.as_string();
  return {};
}

Wrong take(const toml::node& node, const Flag& field) {
  if (!node.is_boolean()) return "true or false";
  *field.value = **node.as_boolean();
  return {};
}

Wrong take(const toml::node& node, const Number& field) {
  const auto number = node.is_integer() ? std::optional(**node.as_integer()) : std::nullopt;
  if (!number || *number < field.least || *number > field.most) {
    return fmt::format("a whole number from {} to {}", field.least, field.most);
  }
  *field.value = static_cast<int>(*number);
  return {};
}

Wrong take(const toml::node& node, const Choice& field) {
  const std::string text = node.is_string() ? **node.as_string() : std::string();
  const auto found = std::find(field.words.begin(), field.words.end(), text);
  if (found == field.words.end()) return fmt::format("one of \"{}\"", fmt::join(field.words, "\", \""));
  field.set(static_cast<std::size_t>(found - field.words.begin()));
  return {};
}

std::optional<double> millimetres(std::string_view text) {
  double value = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || stop != text.data() + text.size() || value < 10 || value > 1000) return {};
  return value;
}

Wrong take(const toml::node& node, const Size& field) {
  const std::string text = node.is_string() ? **node.as_string() : std::string();
  const auto cross = std::min(text.find('x'), text.size());
  const auto width = millimetres(std::string_view(text).substr(0, cross));
  const auto height = millimetres(std::string_view(text).substr(std::min(cross + 1, text.size())));
  if (!width || !height) return "width and height in millimetres, such as \"86x54\"";
  *field.width = *width;
  *field.height = *height;
  return {};
}

Wrong take(const toml::node& node, const TextTable& field) {
  static constexpr auto wanted = "a table of texts, such as { one = \"first\" }";
  if (!node.is_table()) return wanted;
  for (const auto& [name, item] : *node.as_table()) {
    if (!item.is_string()) return wanted;
    field.value->insert_or_assign(std::string(name.str()), **item.as_string());
  }
  return {};
}

Wrong take(const toml::node& /*node*/, const Elsewhere& field) {
  return std::string(field.instead);
}

std::string shown(const Field& field) {
  const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
  return std::visit(Either{
                        [&](const Text& f) { return quoted(*f.value); },
                        [&](const TextList& f) {
                          std::vector<std::string> texts;
                          for (const auto& text : *f.value) texts.push_back(quoted(text));
                          return fmt::format("[{}]", fmt::join(texts, ", "));
                        },
                        [&](const Path& f) { return quoted(f.value->string()); },
                        [&](const Flag& f) { return std::string(*f.value ? "true" : "false"); },
                        [&](const Number& f) { return std::to_string(*f.value); },
                        [&](const Choice& f) { return quoted(std::string(f.words[f.get()])); },
                        [&](const Size& f) { return quoted(fmt::format("{}x{}", *f.width, *f.height)); },
                        [&](const TextTable& f) {
                          std::vector<std::string> texts;
                          for (const auto& [name, text] : *f.value) texts.push_back(name + " = " + quoted(text));
                          return texts.empty() ? "{}" : fmt::format("{{ {} }}", fmt::join(texts, ", "));
                        },
                        [&](const Elsewhere&) { return std::string(); },
                    },
                    field);
}

// What a sample says beyond the meaning.
std::string choices(const Field& field) {
  const auto* choice = std::get_if<Choice>(&field);
  return choice == nullptr ? std::string() : fmt::format(" One of {}.", fmt::join(choice->words, ", "));
}

class Reader {
 public:
  Reader(std::string file_name, const std::vector<Repeated>& repeated)
      : file_name_(std::move(file_name)), repeated_(repeated) {}

  // `prefix` is "" or "limits.".
  Result<void> read(const toml::table& table, const std::string& prefix, const Keys& keys) {
    for (const auto& [name, node] : table) {
      if (auto done = read_node(prefix + std::string(name.str()), name.source().begin.line, node, keys); !done) {
        return done;
      }
    }
    return {};
  }

 private:
  Result<void> read_node(const std::string& name, std::uint32_t line, const toml::node& node, const Keys& keys) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == name; });
    if (key != keys.end()) return read_value(*key, line, node);
    const auto many =
        std::find_if(repeated_.begin(), repeated_.end(), [&](const Repeated& r) { return r.name == name; });
    if (many != repeated_.end()) return read_entries(*many, line, node);
    const bool is_table =
        std::any_of(keys.begin(), keys.end(), [&](const Key& k) { return k.name.starts_with(name + "."); });
    if (is_table && node.is_table()) return read(*node.as_table(), name + ".", keys);
    return fail_at(line, fmt::format("there is no setting \"{}\"; see the sample file for those that exist.", name));
  }

  Result<void> read_value(const Key& key, std::uint32_t line, const toml::node& node) {
    const auto wrong = std::visit([&](const auto& field) { return take(node, field); }, key.field);
    if (!wrong) return {};
    return fail_at(line, fmt::format("\"{}\" must be {}.", key.name, *wrong));
  }

  Result<void> read_entries(const Repeated& many, std::uint32_t line, const toml::node& node) {
    if (!node.is_array_of_tables()) {
      return fail_at(line, fmt::format("write each entry below a line [[{}]] of its own.", many.name));
    }
    for (const auto& entry : *node.as_array()) {
      if (auto done = read(*entry.as_table(), "", many.add()); !done) return done;
      if (const auto complaint = many.complaint()) return fail_at(entry.source().begin.line, *complaint);
    }
    return {};
  }

  tl::unexpected<base::Error> fail_at(std::uint32_t line, const std::string& what) const {
    return base::fail(ErrorKind::InvalidInput, fmt::format("{}, line {}: {}", file_name_, line, what));
  }

  std::string file_name_;
  const std::vector<Repeated>& repeated_;
};

}  // namespace

Choice choice_of(std::string& value, std::vector<std::string_view> words) {
  return {
      .words = words,
      .get = [&value,
              words] { return static_cast<std::size_t>(std::find(words.begin(), words.end(), value) - words.begin()); },
      .set = [&value, words](std::size_t index) { value = words[index]; }};
}

Result<void> read_keys(const std::string& toml, const std::string& file_name, const Keys& keys,
                       const std::vector<Repeated>& repeated) {
  try {
    const auto table = toml::parse(toml, file_name);
    return Reader(file_name, repeated).read(table, "", keys);
  } catch (const toml::parse_error& wrong) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("{}, line {}: this is not TOML ({}).", file_name, wrong.source().begin.line,
                                  std::string(wrong.description())));
  }
}

std::string sample_of(const Keys& keys) {
  std::string sample;
  std::string_view table;
  for (const auto& key : keys) {
    if (std::holds_alternative<Elsewhere>(key.field)) continue;
    const auto dot = key.name.find('.');
    const auto own_table = dot == std::string_view::npos ? std::string_view() : key.name.substr(0, dot);
    if (own_table != table) sample += fmt::format("\n[{}]\n", own_table);
    table = own_table;
    const auto name = dot == std::string_view::npos ? key.name : key.name.substr(dot + 1);
    sample += fmt::format("# {}{}\n# {} = {}\n", key.meaning, choices(key.field), name, shown(key.field));
  }
  return sample;
}

}  // namespace einlass::settings
