// One table of keys says what a settings file may hold: it is read by it, checked by it, and its sample is written from
// it. Inner to core/settings.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace einlass::settings {

struct Text {
  std::string* value;
};
struct TextList {
  std::vector<std::string>* value;
};
struct Path {
  std::filesystem::path* value;
};
struct Flag {
  bool* value;
};
struct Number {
  int* value;
  int least;
  int most;
};
// One of some words.
struct Choice {
  std::vector<std::string_view> words;
  std::function<std::size_t()> get;
  std::function<void(std::size_t)> set;
};
// "86x54", in millimetres.
struct Size {
  double* width;
  double* height;
};
// A table of texts under names of its writer's choice: fields = { code = "ticket.number" }.
struct TextTable {
  std::map<std::string, std::string>* value;
};
// What people look for in a file where it must not stand; `instead` follows "must be".
struct Elsewhere {
  std::string_view instead;
};

using Field = std::variant<Text, TextList, Path, Flag, Number, Choice, Size, TextTable, Elsewhere>;

struct Key {
  std::string_view name;  // with its table: "limits.connections"
  std::string_view meaning;
  Field field;
};
using Keys = std::vector<Key>;

template <typename Enum>
Choice choice_of(Enum& value, std::vector<std::string_view> words) {
  return {.words = std::move(words),
          .get = [&value] { return static_cast<std::size_t>(value); },
          .set = [&value](std::size_t index) { value = static_cast<Enum>(index); }};
}
Choice choice_of(std::string& value, std::vector<std::string_view> words);

// Entries of an array of tables, such as [[printer]].
struct Repeated {
  std::string_view name;
  std::function<Keys()> add;                              // a new entry at the end; its keys
  std::function<std::optional<std::string>()> complaint;  // about the entry just read: what is wrong with it
};

// Fills the fields. InvalidInput: "server.toml, line 3: …".
base::Result<void> read_keys(const std::string& toml, const std::string& file_name, const Keys& keys,
                             const std::vector<Repeated>& repeated = {});

// Every key with its meaning and the value that its field has.
std::string sample_of(const Keys& keys);

}  // namespace einlass::settings
