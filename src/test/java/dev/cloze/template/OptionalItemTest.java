package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.template.RenderedPiece.Mask;
import dev.cloze.template.RenderedPiece.Text;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that may be left out, and lists. */
class OptionalItemTest {
  private static final Example EXAMPLE = Example.of("Rain.").withId("7");

  private static List<RenderedPiece> render(String template, Example example) {
    return Template.parse(template).render(example);
  }

  @Test
  void leavesTheItemOutWithWhatBelongsToIt() {
    String template =
        "{'placeholder':'text_a'} {'placeholder':'text_b','optional':True,'before':'Then: ',"
            + "'after':'!'} It was {'mask'}";
    List<RenderedPiece> without =
        List.of(new Text("Rain.", true), new Text(" It was", false), new Mask(false));

    assertThat(render(template, EXAMPLE)).isEqualTo(without);
    assertThat(render(template, Example.of("Rain.", ""))).isEqualTo(without);
    assertThat(render(template, Example.of("Rain.", " \t"))).isEqualTo(without);
    assertThat(render(template, Example.of("Rain.", "Sun")))
        .containsExactly(
            new Text("Rain.", true),
            new Text(" Then:", false),
            new Text(" Sun", true),
            new Text("!", false),
            new Text(" It was", false),
            new Mask(false));
  }

  @Test
  void aTextThatBecomesEmptyCountsAsEmpty() {
    assertThat(
            render(
                "{'mask'}{'meta':'a','optional':True,'post_processing':'rstrip_punctuation'}",
                EXAMPLE.withMeta("a", "?!")))
        .containsExactly(new Mask(false));
  }

  @Test
  void withoutSpacesAtTheEndOfBeforeTheTextFollowsAtOnce() {
    assertThat(
            render("{'mask'} {'placeholder':'text_a','before':'(','after':')'}", EXAMPLE).stream()
                .skip(1))
        .containsExactly(new Text(" (", false), new Text("Rain.", true), new Text(")", false));
  }

  @Test
  void anItemThatIsNotOptionalIsNeeded() {
    assertThatThrownBy(() -> render("{'meta':'a','optional':False} {'mask'}", EXAMPLE))
        .hasMessage(
            "template '{'meta':'a','optional':False} {'mask'}': example '7' has no meta 'a'; it has"
                + " no meta");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'join':', '|red, 2, true",
        "'join':''|red2true",
        "'numbered':'A) '|A) red B) 2 C) true",
        "'numbered':'(a) ','join':'; '|(a) red; (b) 2; (c) true",
        "'numbered':'1. ','join':'\\n'|1. red\\n2. 2\\n3. true",
        "'numbered':'A) ','post_processing':'first_upper'|A) Red B) 2 C) True",
      })
  void joinsAList(String options, String expected) {
    Example example = EXAMPLE.withMeta("choices", "[\"red\", 2, true]");

    assertThat(render("{'mask'}{'meta':'choices'," + options + "}", example))
        .containsExactly(new Mask(false), new Text(expected.replace("\\n", "\n"), false));
  }

  @Test
  void joinsAListOfAFieldAndTakesOtherTextForTheOnlyEntry() {
    String template = "{'mask'}{'placeholder':'turns','numbered':'1) ','optional':True}";

    assertThat(render(template, EXAMPLE.withField("turns", "[\"a\",\"b\"]")).get(1))
        .isEqualTo(new Text("1) a 1) b".replace("1) b", "2) b"), true));
    assertThat(render(template, EXAMPLE.withField("turns", "[so")).get(1))
        .isEqualTo(new Text("1) [so", true));
    assertThat(render(template, EXAMPLE.withField("turns", "[]"))).hasSize(1);
  }

  @Test
  void anExampleCarriesAListAsDataFilesGiveIt() {
    Example example = EXAMPLE.withMeta("choices", List.of("a \"b\"", "c"));

    assertThat(example.meta()).containsEntry("choices", "[\"a \\\"b\\\"\",\"c\"]");
    assertThat(render("{'mask'}{'meta':'choices','join':'/'}", example).get(1))
        .isEqualTo(new Text("a \"b\"/c", false));
  }

  @Test
  void failsWhenAListHoldsMoreThanTexts() {
    Example example = EXAMPLE.withMeta("choices", "[\"a\", null]");

    assertThatThrownBy(() -> render("{\"meta\":\"choices\",\"join\":\", \"} {\"mask\"}", example))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TemplateError.LIST))
        .hasMessage(
            "template '{\"meta\":\"choices\",\"join\":\", \"} {\"mask\"}': example '7' has 'null'"
                + " in the list of its meta 'choices'; expected texts and numbers");
    assertThatThrownBy(
            () ->
                render(
                    "{'meta':'choices','join':', '} {'mask'}",
                    EXAMPLE.withMeta("choices", "[{\"a\":1}]")))
        .hasMessageContaining("has '{\"a\":1}' in the list");
  }

  @Test
  void failsWhenThereAreMoreEntriesThanLetters() {
    Example most = EXAMPLE.withMeta("m", Collections.nCopies(26, "x"));
    Example more = EXAMPLE.withMeta("m", Collections.nCopies(27, "x"));

    assertThat(((Text) render("{'mask'}{'meta':'m','numbered':'a.'}", most).get(1)).text())
        .endsWith("z.x");
    assertThatThrownBy(() -> render("{'mask'}{'meta':'m','numbered':'a.'}", more))
        .hasMessageContaining(
            "has 27 entries in its meta 'm', more than there are letters; number them from 1");
    assertThat(((Text) render("{'mask'}{'meta':'m','numbered':'1.'}", more).get(1)).text())
        .endsWith("27.x");
  }
}
