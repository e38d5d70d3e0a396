package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Demonstration;
import dev.cloze.data.Example;
import dev.cloze.template.RenderedPiece.Mask;
import dev.cloze.template.RenderedPiece.Separator;
import dev.cloze.template.RenderedPiece.Special;
import dev.cloze.template.RenderedPiece.Text;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DemonstrationsItemTest {
  private static final Example QUERY = Example.of("Rain.").withId("7");
  private static final Example TWO =
      QUERY.withDemonstrations(
          List.of(
              new Demonstration(Example.of("Sun.").withId("1"), "great"),
              new Demonstration(Example.of("Hail.").withId("2"), "bad")));

  private static List<RenderedPiece> render(String template, Example example) {
    return Template.parse(template).render(example);
  }

  private static RenderedPiece shown(String id, RenderedPiece... pieces) {
    return new RenderedPiece.Demonstration(id, ImmutableList.copyOf(pieces), Optional.empty());
  }

  @Test
  void fillsTheTemplateWithEachInOrderAndPutsTheAnswerInTheMasksPlace() {
    assertThat(render("{'placeholder':'text_a'} It was {'mask'}!{'demonstrations'}", TWO))
        .containsExactly(
            new Text("Rain.", true),
            new Text(" It was", false),
            new Mask(false),
            new Text("!", false),
            new Separator(),
            shown(
                "1",
                new Text("Sun.", true),
                new Text(" It was", false),
                new Text(" great", false),
                new Text("!", false)),
            new Separator(),
            shown(
                "2",
                new Text("Hail.", true),
                new Text(" It was", false),
                new Text(" bad", false),
                new Text("!", false)));
  }

  @Test
  void separatesOnBothSidesInTheMiddle() {
    assertThat(
            render("Weather:{'demonstrations','between':'<eos>'}{'mask'}", TWO).stream()
                .filter(Special.class::isInstance))
        .hasSize(3)
        .containsOnly(new Special(SpecialToken.EOS, false));
  }

  @Test
  void separatesInFrontOnlyFromWhatFollowsASoftPrefix() {
    List<RenderedPiece> pieces =
        render("{'soft','front':True}{'demonstrations','between':'\\n'}{'mask'}", TWO);

    assertThat(pieces)
        .containsExactly(
            new RenderedPiece.Soft(0, true, false),
            shown("1", new Text("great", false)),
            new Text("\n", false),
            shown("2", new Text("bad", false)),
            new Text("\n", false),
            new Mask(false));
  }

  @Test
  void aSpaceBeforeTheItemStandsBeforeEachDemonstration() {
    assertThat(render("{'placeholder':'text_a'} {'mask'} {'demonstrations'}", TWO))
        .contains(shown("2", new Text(" Hail.", true), new Text(" bad", false)));
  }

  @Test
  void asManyDemonstrationsAsAreCarriedAreShown() {
    Example five =
        QUERY.withDemonstrations(
            java.util.Collections.nCopies(5, new Demonstration(Example.of("a"), "b")));

    assertThat(render("{'demonstrations'}{'mask'}", five))
        .hasSize(11)
        .filteredOn(RenderedPiece.Demonstration.class::isInstance)
        .hasSize(5);
  }

  @Test
  void failsWhenTheExampleCarriesNone() {
    String template = "{\"placeholder\":\"text_a\"} {\"mask\"} {\"demonstrations\"}";

    assertThatThrownBy(() -> render(template, QUERY))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(TemplateError.NO_DEMONSTRATIONS))
        .hasMessage(
            "template '{\"placeholder\":\"text_a\"} {\"mask\"} {\"demonstrations\"}': example '7'"
                + " carries no demonstrations; choose some, or write \"optional\": True in the"
                + " item");
    assertThat(render("{'mask'}{'demonstrations','optional':True}", QUERY))
        .containsExactly(new Mask(false));
  }

  @Test
  void namesTheDemonstrationThatLacksAField() {
    Example example = Example.of("a", "b").withDemonstrations(TWO.demonstrations());

    assertThatThrownBy(
            () -> render("{'placeholder':'text_b'} {'mask'} {'demonstrations'}", example))
        .hasMessageContaining("example '1' has no field 'text_b'");
  }
}
