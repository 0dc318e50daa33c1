// What is to be seen, as a plain value without a toolkit: a Display draws it, tests compare it, a Speaker says it.
#pragma once

#include "kiosk/flow/event.h"
#include "kiosk/flow/flow_config.h"
#include "kiosk/flow/state.h"
#include "kiosk/flow/texts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

// Who hears what the kiosk says: nobody needs it, all who are near, or the visitor alone.
enum class Listening { None, Open, Private };

// Form: fields with a keyboard or number pad. List: rows, one of which is pressed. Sheet: facts and what can be done.
// Diagnosis: lines beside the camera's picture.
enum class Layout { Attract, Message, Choice, Form, List, Sheet, Diagnosis };

// The mood of a screen. Colour is never the only sign: icon and words say the same (EN 301 549, 8.1.3).
enum class Tone { Calm, Working, Success, Attention };

enum class Icon { None, Ticket, Hourglass, Check, Person, Clock, Bell, Pause };

struct Button {
  std::string label;
  Event event;            // what pressing it means
  bool primary = false;   // at most one per screen
  std::string id;         // fixed name for tests and assistive technology
  std::string place{};    // for the ear: which of how many, and whether it is chosen
  std::string symbol{};   // icon of the theme that is seen instead of the label; empty: the label is
  bool personal = false;  // its label names somebody: said into headphones only
};

struct BadgeLine {
  BadgeStage stage = BadgeStage::Waiting;
  std::string text;
  std::vector<std::string> words{};  // that stand on it: said into headphones, on request
  friend bool operator==(const BadgeLine&, const BadgeLine&) = default;
};

struct Notice {
  std::string text;
  bool attention = false;
  bool for_team = false;  // seen, but not said to guests
  bool message = false;   // of the organiser: larger than what this kiosk says of itself
  friend bool operator==(const Notice&, const Notice&) = default;
};

struct IdleWarning {
  std::string text;
  Button more_time;
};

// A place to type into: whoever reaches or presses it types there.
struct Field {
  Button edit;       // its label names the field
  std::string text;  // as it is shown: dots where others must not read it
  bool typed_into = false;
  bool personal = true;   // its text is said into headphones only
  std::string trouble{};  // what is wrong with it and what to do; empty: nothing
  std::string masked{};   // what is said instead of each character; empty: the character
};

// A key of the keyboard on the screen.
struct Keycap {
  Button press;          // its label stands on the key
  std::string spoken{};  // where the label is no word: "full stop", "delete"
  double width = 1;      // of an ordinary key
  bool held = false;     // such as shift
  bool spare = false;    // other keys type it, too: left out where there is no room for all
};

struct Keyboard {
  bool number_pad = false;                // 1 2 3 on top, as on a telephone (EN 301 549, 8.4.1)
  bool alphabet = false;                  // its letters go by the alphabet where a typewriter's rows have no room
  std::vector<std::vector<Keycap>> rows;  // the last: other keys, space
  // Names of what a Display does without asking, so that what the keys hide can be seen; empty: it does not.
  std::string hide{};
  std::string unhide{};
};

// A guest, conflict or call in a list.
struct Row {
  Button open;  // its label is the title
  std::string detail{};
  std::string mark{};  // a word or two at its end: "inside", "badge owed"
  Tone tone = Tone::Calm;
  bool personal = true;  // title and detail name somebody: said into headphones only
};

// A line of a sheet.
struct Line {
  std::string label;
  std::string text;
  bool attention = false;
  bool personal = true;  // said into headphones only
  bool live = false;     // changes all the time: seen only
};

// A badge before it prints. A Display fetches the picture itself (screens::FrameOptions); `picture` says which one it
// is, 0: not drawn yet. The lines say the same in words; they name the guest.
struct BadgePreview {
  std::vector<std::string> lines;
  std::uint64_t picture = 0;
  friend bool operator==(const BadgePreview&, const BadgePreview&) = default;
};

struct ScreenModel {
  Layout layout = Layout::Message;
  Tone tone = Tone::Calm;
  Icon icon = Icon::None;
  std::string language;
  Look look = Look::Calm;
  bool low = false;  // all that is touched lies in the lower half, as far as it fits

  std::string rehearsal;   // above all else on every screen: what is done here does not count; empty: it does
  std::string event_name;  // header; empty where it is not public
  std::string door;
  std::string headline;
  std::string name;  // of the guest, exactly as it is written
  std::string body;
  std::vector<BadgeLine> badges;
  std::optional<BadgePreview> preview;
  std::vector<Field> fields;
  std::optional<Keyboard> keyboard;
  std::vector<Row> rows;
  std::vector<Line> lines;
  std::vector<Button> buttons;
  std::string signed_in;               // who works here, and as what; empty: guests do
  std::string today;                   // date and time of the day, in staff's header
  std::string mismatch;                // why event, door or date do not fit; empty: they do
  std::vector<Button> tools;           // staff's bar: calls, conflicts, printers … each with its count
  std::vector<Notice> notices;         // about this kiosk: no printer, no server
  std::string hint;                    // for whoever comes next: seen, not said to whoever is there
  std::optional<IdleWarning> warning;  // covers the hint
  bool live_picture = false;           // the camera's picture is shown

  std::string privacy;            // one sentence
  std::string privacy_url;        // as text and QR; empty: none
  std::vector<Button> languages;  // the visible switch, one per language, in its own words
  std::vector<Button> views;      // other type and contrast, lower controls
  std::optional<Button> help;

  Listening listening = Listening::None;
  int volume = 0;  // of 10
};

ScreenModel screen_model(const State& state, const FlowConfig& config, const Texts& texts);

// All buttons in the order in which Tab reaches them.
std::vector<const Button*> buttons_of(const ScreenModel& model);

// The same screen for the ear, in sentences. The guest's name is among them only where nobody else can listen
// (EN 301 549, 5.1.3.9).
std::vector<std::string> spoken_form(const ScreenModel& model);

// What stands on the badges that came out or will, where nobody else can listen (EN 301 549, 5.1.3.16).
std::vector<std::string> spoken_badges(const ScreenModel& model);

// What is said of the button that has the focus, of a field with its text; where its label names somebody and others
// listen, nothing but its place.
std::string spoken_label(const ScreenModel& model, const Button& button);
// A field as spoken_form() says it.
std::string spoken_field(const ScreenModel& model, const Field& field);

}  // namespace einlass::flow
