// Every refusal in words that help whoever can do something about it, in both languages.
#include "core/base/file.h"
#include "core/rules/words.h"
#include "tests/kiosk/flow/staff_walk.h"

#include <filesystem>
#include <map>
#include <set>

namespace einlass::flow {
namespace {

using rules::Refusal;

class StaffWords : public StaffTest {
 protected:
  // What the catalogue has for a sentence that stands there in one line; empty: nothing.
  static std::string german(const std::string& sentence) {
    static const std::string catalogue =
        base::read_file(std::filesystem::path(EINLASS_SOURCE_DIR) / "assets/locale/de/kiosk.po").value();
    const std::string key = "\nmsgid \"" + sentence + "\"\nmsgstr \"";
    const auto at = catalogue.find(key);
    if (at == std::string::npos) return {};
    const auto from = at + key.size();
    return catalogue.substr(from, catalogue.find('"', from) - from);
  }
};

TEST_F(StaffWords, TellEveryRefusalApartInBothLanguages) {
  std::set<std::string> headlines;
  std::set<std::string> translated;
  constexpr int refusals = 16;
  for (int i = 0; i < refusals; ++i) {
    walk = Walk::open();
    sign_in();
    walk.scan("TICKET-1").answer(refused(static_cast<Refusal>(i)));
    const ScreenModel model = walk.model();
    EXPECT_EQ(model.tone, Tone::Attention);
    EXPECT_NE(model.icon, Icon::None) << "colour is not the only sign";
    EXPECT_FALSE(model.body.empty()) << model.headline;
    headlines.insert(model.headline);
    translated.insert(german(model.headline));
    EXPECT_NE(german(model.body), "") << model.body;
  }
  EXPECT_EQ(headlines.size(), static_cast<std::size_t>(refusals));
  EXPECT_EQ(translated.size(), static_cast<std::size_t>(refusals));
  EXPECT_FALSE(translated.contains(""));
}

TEST_F(StaffWords, NameTheTicketTypeWhereItIsNotTheCategory) {
  sign_in();
  auto shown = sheet();
  for (const std::string type : {"", "member", "MEMBER", "Member"}) {
    shown.ticket.ticket_type = type;
    open(shown);
    EXPECT_EQ(line("Ticket"), "Member") << type;
  }
  shown.ticket.ticket_type = "Early bird";
  open(shown);
  EXPECT_EQ(line("Ticket"), "Member · Early bird");
}

}  // namespace
}  // namespace einlass::flow
