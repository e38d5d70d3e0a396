package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.RenderedPiece.Mask;
import dev.cloze.template.RenderedPiece.Soft;
import dev.cloze.template.RenderedPiece.Special;
import dev.cloze.template.RenderedPiece.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Example EXAMPLE =
      Example.of("A quiet robot.", "It slept!").withMeta("topic", "harbour").withId("7");

  @Test
  void rendersEveryKindOfItem() {
    Template template =
        Template.parse(
            "{\"special\":\"<cls>\"} {\"placeholder\":\"text_a\"} or{\"meta\":\"topic\"}"
                + " {\"soft\":\"it was\"} {\"text\":\"{so}\",\"shortenable\":True} {\"mask\"}.");

    assertThat(template.render(EXAMPLE))
        .containsExactly(
            new Special(SpecialToken.CLS, false),
            new Text(" A quiet robot.", true),
            new Text(" or", false),
            new Text("harbour", false),
            new Soft(0, false),
            new Text(" {so}", true),
            new Mask(false),
            new Text(".", false));
    assertThat(template.softGroups()).containsExactly(new SoftGroup(" it was", 1, false));
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "{'mask'}|",
        "  a {'mask'}|` a`",
        "a   {'mask'}|a",
        "{'mask'}a  |a",
        "{'mask'}   a|` a`",
        "{'mask'}{'text':'a'}|a",
        "{'mask'} {'text':' a '}|`  a `",
        "{'mask'} {'text':'a','add_prefix_space':''}|a",
        "{'mask'} {'text':'a','add_prefix_space':False}|a",
        "{'mask'}{'text':'a','add_prefix_space':True}|` a`",
        "{'mask'}{'text':'a','add_prefix_space':'--'}|--a",
        "{'mask'} {'text':''}|` `",
        "{'mask'}{'text':\"\\x41\\u00e9\\U0001F600\\t\\\"\\'\\\\\\/\"}|`Aé😀\t\"'\\/`",
        "{'mask'} {'placeholder':'text_b','post_processing':\"lambda x: x.lower()\"}|` it slept!`",
        "{'mask'}{'placeholder':'text_b','post_processing':'upper'}|IT SLEPT!",
        "{'mask'}{'meta':'topic','post_processing':lambda t: 'the ' + t[:4].upper() + '.'}|the"
            + " HARB.",
      },
      delimiter = '|')
  void rendersTextWithItsPrefix(String template, String expected) {
    List<RenderedPiece> rendered = Template.parse(template).render(EXAMPLE);

    assertThat(rendered.stream().filter(Text.class::isInstance).map(Text.class::cast))
        .extracting(Text::text)
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @Test
  void keepsLineBreaksOfLiteralTextAndTakesOnlySpacesForThePrefix() {
    Template template = Template.parse("One\ntwo\n{\"mask\"}");

    assertThat(template.pieces())
        .containsExactly(new Piece.Text("One\ntwo\n", Frame.of("")), new Piece.Mask(Frame.of("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mask\"}",
        "{'mask'}",
        "{\"mask\": None}",
        "{\"mask\":null}",
        "{ 'mask' , }",
        "{\"ma\\x73k\"}"
      })
  void readsEverySpellingOfAMask(String template) {
    assertThat(Template.parse(template).pieces()).containsExactly(new Piece.Mask(Frame.of("")));
  }

  @Test
  void sharesAGroupAmongItemsWithOneSoftId() {
    Template template =
        Template.parse(
            "{\"soft\"} {\"soft\":\"the\",\"soft_id\":1} {\"soft\":None}"
                + " {\"soft\":\"it\",\"soft_id\":3} {\"soft_id\":1} {\"soft\":\"was\"}"
                + " {\"soft\":\"the\",\"soft_id\":1} {\"mask\"}");

    assertThat(template.render(EXAMPLE).stream().filter(Soft.class::isInstance))
        .extracting(piece -> ((Soft) piece).group())
        .containsExactly(0, 1, 2, 3, 1, 4, 1);
    assertThat(template.softGroups())
        .extracting(SoftGroup::words)
        .containsExactly("", " the", "", " it", " was");
  }

  @Test
  void duplicatesFreshRowsAndInitialWords() {
    Template template =
        Template.parse(
            "{\"soft\":None,\"duplicate\":20,\"same\":True}{\"soft\":\"it was\",\"duplicate\":3}"
                + "{\"soft_id\":4,\"duplicate\":2}{\"soft\":\"\"}{\"mask\"}");

    assertThat(template.softGroups())
        .containsExactly(
            new SoftGroup("", 20, true),
            new SoftGroup("it was", 3, false),
            new SoftGroup("", 2, false),
            new SoftGroup("", 1, false));
  }

  @Test
  void joinsAListAndLeavesOtherTextAlone() {
    Template template =
        Template.parse(
            "{\"mask\"}{\"meta\":\"topic\",\"post_processing\":lambda x: \", \".join(x) + \".\"}");

    assertThat(text(template, EXAMPLE.withMeta("topic", "[\"a\", \"b\", 3]")))
        .isEqualTo("a, b, 3.");
    assertThat(text(template, EXAMPLE)).isEqualTo("harbour.");
    assertThat(text(template, EXAMPLE.withMeta("topic", "[a"))).isEqualTo("[a.");
    assertThat(text(template, EXAMPLE.withMeta("topic", "[[1]]"))).isEqualTo("[[1]].");
  }

  @Test
  void writesPiecesAsOpenPromptParsesThem() {
    List<Piece> pieces =
        Template.parse(
                "{\"placeholder\":\"text_a\",\"shortenable\":false,\"post_processing\":\"lower\"}"
                    + " {\"soft\":\"a\",\"soft_id\":2,\"duplicate\":3,\"same\":false} {\"mask\"}")
            .pieces();

    assertThat(pieces.get(0).parsed())
        .containsOnlyKeys("add_prefix_space", "placeholder", "shortenable")
        .containsEntry("add_prefix_space", "")
        .containsEntry("shortenable", false);
    assertThat(pieces.get(1).parsed())
        .containsOnlyKeys("add_prefix_space", "soft", "soft_id", "duplicate", "same")
        .containsEntry("soft_id", 2);
    assertThat(pieces.get(2).parsed())
        .containsEntry("add_prefix_space", " ")
        .containsEntry("mask", null);
  }

  @Test
  void failsWhenTheExampleLacksAField() {
    Template template = Template.parse("{\"placeholder\":\"text_b\"} {\"mask\"}");

    assertThatThrownBy(() -> template.render(Example.of("A quiet robot.").withId("7")))
        .isInstanceOf(ClozeException.class)
        .hasMessage(
            "template '{\"placeholder\":\"text_b\"} {\"mask\"}': example '7' has no field 'text_b';"
                + " it has fields text_a")
        .extracting(error -> ((ClozeException) error).code())
        .isEqualTo(TemplateError.NO_FIELD);
  }

  @Test
  void failsWhenTheExampleLacksAMeta() {
    Template template = Template.parse("{\"meta\":\"topic\"} {\"mask\"}");

    assertThatThrownBy(() -> template.render(Example.of("A quiet robot.").withId("7")))
        .isInstanceOf(ClozeException.class)
        .hasMessage(
            "template '{\"meta\":\"topic\"} {\"mask\"}': example '7' has no meta 'topic'; it has no"
                + " meta")
        .extracting(error -> ((ClozeException) error).code())
        .isEqualTo(TemplateError.NO_META);
  }

  @Test
  void readsAFragmentWithoutAMask() {
    Template fragment = Template.parseFragment("{\"meta\":\"topic\"}");

    assertThat(text(fragment, EXAMPLE)).isEqualTo("harbour");
    assertThatThrownBy(fragment::requireMask)
        .isInstanceOf(ClozeException.class)
        .hasMessageContaining("found no mask in '{\"meta\":\"topic\"}'");
  }

  @Test
  @Timeout(20)
  void readsOrRefusesLargeAndDeepTextWithoutDelay() {
    int most = Source.MOST_CHARACTERS;
    String masks = "{\"mask\"}".repeat(most / 8);
    String sum = "x + ".repeat(20_000) + "x";

    assertThat(Template.parse(masks).masks()).isEqualTo(most / 8);
    assertThat(Template.parse("{\"mask\"}" + "word ".repeat(19_000)).pieces()).hasSize(2);
    assertThat(
            Template.parse("{'mask'}{'meta':'m','post_processing':lambda x: " + sum + "}").pieces())
        .hasSize(2);
    for (String text : List.of("{", "[", "(", "}", "{\"text\":", "'", "\\", "{{'mask'}")) {
      TemplateMessagesTest.thrown(text.repeat(most / text.length()));
      TemplateMessagesTest.thrown("{'mask', " + text.repeat(most / text.length() - 9));
    }
    assertThatThrownBy(() -> Template.parse("a".repeat(most + 1)))
        .hasMessage("template: found 100001 characters; a template may have at most 100000");
  }

  @Test
  void goesWithoutTrainedPositionsAndKeepsTheirWords() {
    Template template =
        Template.parse(
            "{\"soft\": None, \"duplicate\": 20} {\"placeholder\":\"text_a\"}"
                + " {\"soft\": \"It was\", \"soft_id\": 1} {\"mask\"}{\"soft\"}. {\"soft_id\": 1}");

    Template hard = template.withoutSoft();

    assertThat(hard.softGroups()).isEmpty();
    assertThat(hard.written())
        .isEqualTo(
            " {\"placeholder\": \"text_a\"}{\"text\": \" It was\"} {\"mask\"}."
                + "{\"text\": \" It was\"}");
  }

  @Test
  void goesWithoutAPrefixAndWithoutKeysAndKeepsTheirWords() {
    Template template =
        Template.parse(
            "{'soft':'Sort it:','front':True}{'placeholder':'text_a','soft_key':'question'}"
                + " {'meta':'topic','soft_key':'about','optional':True,'before':'the '}"
                + " {'text':'a','soft_key':'answer'} {'mask'}{'demonstrations'}");

    assertThat(template.softGroups()).hasSize(4);
    assertThat(template.withoutSoft().written())
        .isEqualTo(
            "Sort it:{\"placeholder\": \"text_a\", \"before\": \"question\"}"
                + " {\"meta\": \"topic\", \"optional\": True, \"before\": \"about the \"}"
                + "{\"text\": \" answer\"} a {\"mask\"}{\"demonstrations\"}");
  }

  @Test
  void givesTheTextBack() {
    Template template = Template.parse(" a  {'mask':None}");

    assertThat(template.text()).isEqualTo(" a  {'mask':None}").isEqualTo(template.toString());
    assertThat(template.written()).isEqualTo(" a {\"mask\"}");
  }

  private static String text(Template template, Example example) {
    return template.render(example).stream()
        .filter(Text.class::isInstance)
        .map(piece -> ((Text) piece).text())
        .findFirst()
        .orElseThrow();
  }
}
