package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationsTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("world", "sports"));
  private static final List<String> WORDS = List.of("Politics", "Football");
  private static final Example WORLD = Example.of("A treaty.").withLabel(0).withId("1");
  private static final Example SPORTS = Example.of("A goal.").withLabel(1).withId("2");

  @Test
  void giveEachExampleTheWordOfItsClassAndKeepTheOrder() {
    assertThat(Demonstrations.of(List.of(SPORTS, WORLD, SPORTS), LABELS, WORDS))
        .containsExactly(
            new Demonstration(SPORTS, "Football"),
            new Demonstration(WORLD, "Politics"),
            new Demonstration(SPORTS, "Football"));
  }

  @Test
  void refuseASetWithoutAClass() {
    assertThatThrownBy(() -> Demonstrations.of(List.of(WORLD, WORLD), LABELS, WORDS))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(DataError.DEMONSTRATIONS))
        .hasMessage(
            "demonstrations: found 2, and none of the class 'sports'; choose one or more of each"
                + " class");
  }

  @Test
  void refuseAnExampleWithoutALabel() {
    assertThatThrownBy(
            () -> Demonstrations.of(List.of(WORLD, Example.of("a").withId("9")), LABELS, WORDS))
        .hasMessage(
            "demonstrations: the example '9' has no label; its answer is shown, so choose labelled"
                + " ones");
  }

  @Test
  void belongToTheExampleAndStayWithItsCopies() {
    ImmutableList<Demonstration> chosen = Demonstrations.of(List.of(WORLD, SPORTS), LABELS, WORDS);
    Example example = Example.of("Rain.").withDemonstrations(chosen);

    assertThat(Example.of("Rain.").demonstrations()).isEmpty();
    assertThat(example).isNotEqualTo(Example.of("Rain."));
    assertThat(example).isEqualTo(Example.of("Rain.").withDemonstrations(chosen));
    assertThat(example)
        .hasSameHashCodeAs(Example.of("Rain.").withDemonstrations(ImmutableList.copyOf(chosen)));
    assertThat(
            example
                .withId("7")
                .withField("a", "b")
                .withMeta("c", "d")
                .withLabel(1)
                .demonstrations())
        .isEqualTo(chosen);
  }
}
