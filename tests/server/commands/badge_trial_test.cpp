// A drawing that is tried on real guests before it is put into use.
#include "core/base/bytes.h"
#include "server/commands/badge_samples.h"
#include "tests/server/commands/host_fixture.h"

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* narrow =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="30mm" viewBox="0 0 40 30">
<rect data-field="name" x="2" y="2" width="36" height="8" data-max-size="20" data-min-size="16" data-lines="1"/>
<rect data-field="qr" x="2" y="12" width="16" height="16"/></svg>)";

class BadgeTrial : public HostFixture {
 protected:
  BadgeTrial() {
    create("summit");
    add("Ada", "");
    add("Maximiliane von Hohenlohe-Waldenburg-Schillingsfürst", "", {{"company", "GU"}});
    add("Bo", "", {{"company", "The Worshipful Company of Information Technologists"}, {"category", "speaker"}});
    add("Кожевникова", "");
  }

  Answer preview(json::object more) {
    more["language"] = "en";
    return ask("badge.preview", std::move(more), organiser_);
  }

  static std::vector<std::string> whys(const Answer& answer) {
    std::vector<std::string> all;
    for (const auto& badge : answer.at("badges").as_array()) all.emplace_back(badge.at("why").as_string());
    return all;
  }
};

TEST_F(BadgeTrial, ShowsWhomADrawingMayNotFit) {
  const auto shown = preview({});
  ASSERT_FALSE(shown.error) << shown.text;
  EXPECT_THAT(whys(shown), ElementsAre("longest_name", "longest_company", "other_script", "least"));
  for (const auto& badge : shown.at("badges").as_array()) {
    const auto png = base::from_base64url(badge.at("png").as_string());
    ASSERT_TRUE(png);
    EXPECT_EQ(base::as_text(*png).substr(1, 3), "PNG");
    EXPECT_EQ(badge.at("problem").as_string(), "");
  }
}

TEST_F(BadgeTrial, ShowsWhoeverIsLookedUpFirst) {
  const auto shown = preview({{"ticket", id("Bo")}});
  EXPECT_EQ(whys(shown).front(), "chosen");
  EXPECT_EQ(shown.at("badges").at(0).at("name").as_string(), "Bo");
}

TEST_F(BadgeTrial, DrawsByADrawingThatIsNotInUse) {
  const auto shown = preview({{"template_document", narrow}});
  ASSERT_FALSE(shown.error) << shown.text;
  EXPECT_EQ(shown.at("badges").at(0).at("width_mm").as_double(), 40);
  EXPECT_THAT(shown.at("badges").at(0).at("overflows").as_array(), Contains(json::value("name")));
  // Kiosks hear nothing of it.
  EXPECT_EQ(event().policy.badge.template_name, "card-86x54");
  EXPECT_EQ(preview({}).at("badges").at(0).at("width_mm").as_double(), 86);
}

TEST_F(BadgeTrial, IsForOneCategoryWhereThatIsSaid) {
  const auto shown = preview({{"template_document", narrow}, {"template_category", "speaker"}});
  for (const auto& badge : shown.at("badges").as_array()) {
    const bool speaks = badge.at("category").as_string() == "speaker";
    EXPECT_EQ(badge.at("width_mm").as_double(), speaks ? 40 : 86);
  }
  EXPECT_EQ(preview({{"category", "speaker"}}).at("badges").as_array().size(), 1U);
}

TEST_F(BadgeTrial, ChecksAllGuestsByIt) {
  const auto found = ask("badge.preflight", {{"language", "en"}, {"template_document", narrow}}, organiser_);
  ASSERT_FALSE(found.error) << found.text;
  EXPECT_EQ(found.number("checked"), 4);
  EXPECT_THAT(found.text, HasSubstr("overflow"));
}

TEST_F(BadgeTrial, TakesPackagedDrawingsByNameOnly) {
  EXPECT_FALSE(preview({{"packaged", "label-62x100"}}).error);
  for (const char* name : {"../presets/summit", "../theme/icons/bell", "card-86x54.svg", "/etc/passwd", "none"}) {
    EXPECT_EQ(preview({{"packaged", name}}).error, ErrorKind::NotFound) << name;
  }
  const auto looks = ask("badge.looks", {}, organiser_);
  EXPECT_EQ(looks.at("packaged").as_array().size(), 2U);
  EXPECT_EQ(looks.word("template"), "card-86x54");
}

// What a drawing is made of is the organiser's word; what it may read is not.
TEST_F(BadgeTrial, ReadsNoFileAndNoAddress) {
  const auto secret = (folder_ / "secret.png").string();
  const std::string box = R"(<rect data-field="name" x="2" y="2" width="36" height="8"/>)";
  const auto with = [&](const std::string& head, const std::string& elements) {
    return head +
           R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40mm" )" +
           R"(height="30mm" viewBox="0 0 40 30">)" + box + elements + "</svg>";
  };
  for (const auto& href : {secret, "file://" + secret, std::string("https://example.org/a.png"),
                           std::string("../secret.png"), std::string("//example.org/a.png")}) {
    const auto refused = preview({{"template_document", with("", "<image href=\"" + href + "\"/>")}});
    EXPECT_EQ(refused.error, ErrorKind::InvalidInput) << href;
    EXPECT_THAT(refused.text, HasSubstr("cannot be read")) << href;
  }
  const std::string entity = R"(<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>)";
  const auto plain = preview({{"template_document", with("", "")}});
  for (const auto& harmless :
       {with(entity, "<text y=\"20\" font-size=\"4\">&x;</text>"), with("", "<use href=\"file:///etc/passwd#a\"/>"),
        with("", "<style>@import url(file:///etc/passwd);</style><script>alert(1)</script>"),
        with("<?xml-stylesheet href=\"file:///etc/passwd\"?>", "")}) {
    const auto shown = preview({{"template_document", harmless}});
    ASSERT_FALSE(shown.error) << shown.text;
    EXPECT_EQ(shown.at("badges").at(0).at("problem").as_string(), "");
    EXPECT_THAT(shown.text, Not(HasSubstr("root:")));
  }
  EXPECT_FALSE(plain.error);
}

TEST_F(BadgeTrial, RefusesWhatIsNoDrawing) {
  for (const char* wrong : {"no drawing", "<svg/>", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40mm\""}) {
    const auto refused = preview({{"template_document", wrong}});
    EXPECT_EQ(refused.error, ErrorKind::InvalidInput) << wrong;
  }
  EXPECT_EQ(preview({{"category_colours", {{"speaker", "url(javascript:1)"}}}}).error, ErrorKind::InvalidInput);
}

TEST_F(BadgeTrial, WorksWhereNoBadgesArePrintedYet) {
  const auto without = json::parse(R"({"badge": {"print": false, "confirm": false, "template": ""}})");
  ASSERT_FALSE(ask("event.set_policy", {{"changes", without}}, std::nullopt).error);
  EXPECT_EQ(preview({}).error, ErrorKind::Refused);
  EXPECT_FALSE(preview({{"packaged", "card-86x54"}}).error);
}

}  // namespace
}  // namespace einlass::commands
